using System.Text.Json;
using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Fhir.Validation;
using Carelake.Hl7v2;
using Carelake.Tests.Hl7v2;

namespace Carelake.Tests.Fhir.FromHl7v2;

public sealed partial class ValidityTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_public_message_becomes_valid_R4()
    {
        var validator = new FhirValidator();
        var errors = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var message in Corpus.Files().SelectMany(file => Hl7File.Read(File.ReadAllBytes(file)).Value.Messages))
        {
            var bundle = JsonSerializer.SerializeToUtf8Bytes(V2.Converter.Convert(message.Value).Value.Bundle);
            foreach (var issue in validator.Validate(bundle).Where(issue => issue.Severity == Severity.Error))
            {
                var key = $"{issue.Code} {IndexPattern().Replace(issue.Expression, "")}: {issue.Message}";
                errors[key] = errors.GetValueOrDefault(key) + 1;
            }
        }
        errors.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IndexPattern();
}
