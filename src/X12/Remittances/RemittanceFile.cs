using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.X12.Remittances;

/// <summary>835 files to payments.</summary>
public static class RemittanceFile
{
    /// <summary>Reads every 835 transaction set of a file; others are passed over.</summary>
    /// <param name="bytes">One or more interchanges.</param>
    public static Parsed<ImmutableArray<Remittance>> Parse(ReadOnlySpan<byte> bytes)
    {
        var reading = new ModelReading();
        var remittances = ImmutableArray.CreateBuilder<Remittance>();
        foreach (var transaction in SegmentStream.Transactions(SegmentStream.Of(bytes, reading.Issues)))
        {
            if (transaction[0].Element(1) != "835") continue;
            var parts = new RemittanceReading(reading).Read(transaction).ToList();
            remittances.Add(parts.OfType<Remittance>().First() with
            {
                Summaries = [.. parts.OfType<HeaderSummary>()],
                Payments = [.. parts.OfType<ClaimPayment>()],
                ProviderAdjustments = [.. parts.OfType<ProviderAdjustment>()],
            });
        }
        return new(remittances.ToImmutable(), reading.Issues.ToImmutable());
    }
}
