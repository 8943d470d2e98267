using System.Text.RegularExpressions;

namespace Carelake.Tests.Tidy;

public sealed partial class IssueCodeTests
{
    private static readonly string Documented = File.ReadAllText(Repository.Path("docs", "reference", "codes.md"));

    private static ILookup<string, string> CodesInSource() =>
        (from file in Repository.Files("src", ".cs")
         from Match code in QuotedCodePattern().Matches(File.ReadAllText(file))
         select (Code: code.Groups[1].Value, File: Repository.Relative(file)))
        .Distinct()
        .ToLookup(found => found.Code, found => found.File);

    [Fact]
    public void Every_code_is_documented() =>
        CodesInSource().Select(code => code.Key).Where(code => !Documented.Contains($"| {code} |", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_documented_code_is_used() =>
        DocumentedCodes().Except(CodesInSource().Select(code => code.Key)).ShouldBeEmpty();

    [Fact]
    public void A_code_is_documented_once() =>
        DocumentedCodes().GroupBy(code => code).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void A_code_belongs_to_one_room() =>
        CodesInSource().Where(code => code.Select(file => file.Split('/')[1]).Distinct().Count() > 1)
            .Select(code => $"{code.Key}: {string.Join(", ", code)}").ShouldBeEmpty();

    [Fact]
    public void Codes_are_listed_in_order() => DocumentedCodes().ShouldBe(DocumentedCodes().Order(StringComparer.Ordinal));

    private static List<string> DocumentedCodes() =>
        [.. DocumentedCodePattern().Matches(Documented).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("\"([A-Z][A-Z0-9]{1,4}-[0-9]{4})\"")]
    private static partial Regex QuotedCodePattern();

    [GeneratedRegex(@"^\| ([A-Z][A-Z0-9]{1,4}-[0-9]{4}) \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCodePattern();
}
