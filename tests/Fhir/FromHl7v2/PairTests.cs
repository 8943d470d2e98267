using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Carelake.Hl7v2;

namespace Carelake.Tests.Fhir.FromHl7v2;

/// <summary>What two other converters make of 125 messages, element by element.</summary>
[Trait("Speed", "Slow")]
public sealed class PairTests
{
    private static readonly Lazy<Outcome> Compared = new(CompareAll);

    [Fact]
    public void Every_difference_is_listed_with_its_reason() => Compared.Value.Unlisted.ShouldBeEmpty();

    [Fact]
    public void No_difference_is_listed_that_is_none_any_more() => Compared.Value.Rules.Unused.ShouldBeEmpty();

    [Fact]
    public void The_score_of_every_element_is_written_down() => Golden.Check(Report(Compared.Value), "docs", "conformance", "v2-to-fhir.md");

    private static Outcome CompareAll()
    {
        var outcome = new Outcome(DifferenceRules.Read());
        foreach (var (set, message, expected) in Pairs())
        {
            var parsed = Hl7File.Read(File.ReadAllBytes(message)).Value.Messages.First().Value;
            var comparison = PairComparison.Of(expected, V2.Converter.Convert(parsed).Value.Bundle);
            foreach (var (element, (theirs, equal)) in comparison.Scores) outcome.AddScore(set, DifferenceRules.ElementOf(element), theirs, equal);
            foreach (var difference in comparison.Differences) outcome.AddDifference(set, Path.GetFileName(message), difference);
        }
        return outcome;
    }

    private static IEnumerable<(string Set, string Message, JsonObject Expected)> Pairs()
    {
        foreach (var file in Directory.GetFiles(SharedData.Path("data/hl7v2/expected-fhir")).Order(StringComparer.Ordinal))
        {
            var message = Path.Combine(SharedData.Path("data/hl7v2/messages"), Path.GetFileName(file).Replace(".json.gz", ".hl7", StringComparison.Ordinal));
            using var json = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            var expected = JsonNode.Parse(json)!.AsObject();
            yield return ("whole", message, expected["fhirResource"] as JsonObject ?? expected);
        }
        foreach (var file in Directory.GetFiles(SharedData.Path("corpora/v2-to-fhir/reportstream"), "*.json").Order(StringComparer.Ordinal))
            yield return ("field", file.Replace(".expected.fhir.json", ".hl7", StringComparison.Ordinal), JsonNode.Parse(File.ReadAllBytes(file))!.AsObject());
    }

    private static string Report(Outcome outcome)
    {
        var report = new StringBuilder("# HL7 v2 to FHIR, compared\n\nMade by `./test --golden PairTests`.\n\n");
        report.Append("Two other converters publish what they make of 72 whole messages and of 53 messages about one field each. Every value of every element\n");
        report.Append("that they say is looked for in ours: ids, narrative and the vendors' own extensions are left out, references are resolved to type and\n");
        report.Append("business identifier, times are compared in UTC, resources are paired so that most values agree. They differ from the implementation guide\n");
        report.Append("and from each other, so that no converter can agree with both; every difference has a reason in\n");
        report.Append("`tests/Fhir/FromHl7v2/pair-differences.tsv`, and a test fails on one that has none.\n");
        foreach (var set in new[] { "whole", "field" })
        {
            var scores = outcome.Scores.Where(score => score.Key.Set == set).ToList();
            report.Append(CultureInfo.InvariantCulture, $"\n## {(set == "whole" ? "Whole messages" : "Fields")}\n\n");
            report.Append(CultureInfo.InvariantCulture, $"{scores.Sum(score => score.Value.Equal)} of {scores.Sum(score => score.Value.Theirs)} values are the same.\n\n");
            report.Append("| reason of a difference | they say it, we do not | we say it, they do not | both, differently |\n| --- | --: | --: | --: |\n");
            foreach (var (name, text) in outcome.Rules.Reasons.OrderBy(reason => reason.Key, StringComparer.Ordinal))
            {
                int Count(char kind) => outcome.Reasons.GetValueOrDefault((set, name, kind));
                if (Count('M') + Count('E') + Count('O') > 0) report.Append(CultureInfo.InvariantCulture, $"| {text} | {Count('M')} | {Count('E')} | {Count('O')} |\n");
            }
            report.Append("\n| element | values they say | the same in ours |\n| --- | --: | --: |\n");
            foreach (var (key, value) in scores.OrderBy(score => score.Key.Element, StringComparer.Ordinal))
                report.Append(CultureInfo.InvariantCulture, $"| {key.Element} | {value.Theirs} | {value.Equal} |\n");
        }
        return report.ToString();
    }

    private sealed class Outcome(DifferenceRules rules)
    {
        private const int MostListed = 40;

        public DifferenceRules Rules => rules;

        public Dictionary<(string Set, string Element), (int Theirs, int Equal)> Scores { get; } = [];

        public Dictionary<(string Set, string Reason, char Kind), int> Reasons { get; } = [];

        public List<string> Unlisted { get; } = [];

        public void AddScore(string set, string element, int theirs, int equal)
        {
            var (sum, same) = Scores.GetValueOrDefault((set, element));
            Scores[(set, element)] = (sum + theirs, same + equal);
        }

        public void AddDifference(string set, string message, Difference difference)
        {
            if (rules.ReasonOf(set, difference) is { } reason)
            {
                var key = (set, reason, DifferenceRules.KindOf(difference.Kind));
                Reasons[key] = Reasons.GetValueOrDefault(key) + 1;
            }
            else if (Unlisted.Count < MostListed)
            {
                Unlisted.Add($"{set} {message} {difference.Kind} {difference.Element}: '{difference.Theirs}' <> '{difference.Ours}'");
            }
        }
    }
}
