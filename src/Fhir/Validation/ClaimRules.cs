using System.Text.Json;
using Carelake.Core;

namespace Carelake.Fhir.Validation;

/// <summary>Arithmetic that a payer does first and FHIR does not ask for.</summary>
internal static class ClaimRules
{
    public static void Check(Walk walk, JsonElement claim)
    {
        if (claim.Get("total"u8) is not { ValueKind: JsonValueKind.Object } total || Amount(total) is not { } said) return;
        var sum = 0m;
        var count = 0;
        foreach (var item in claim.Get("item"u8).Items())
        {
            if (Amount(item.Get("net"u8)) is not { } net) return;
            sum += net;
            count++;
        }
        if (count > 0 && sum != said)
            walk.ReportAt("FHIR-0150", "business-rule", total, "total", "The total is not the sum of what the items come to.", Severity.Warning);
    }

    // Amounts are small numbers; one that a decimal cannot hold is not added up.
    private static decimal? Amount(JsonElement money) =>
        money.Get("value"u8) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var amount) && Math.Abs(amount) < 1e20m ? amount : null;
}
