using System.Text.RegularExpressions;

namespace Carelake.Tests.Tidy;

public sealed partial class DocumentTests
{
    [Fact]
    public void No_link_is_dead()
    {
        var dead =
            from file in Repository.Files(".", ".md")
            from Match link in LinkPattern().Matches(File.ReadAllText(file))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target))
            select $"{Repository.Relative(file)} -> {target}";

        dead.ShouldBeEmpty();
    }

    [Fact]
    public void Decision_notes_are_numbered_without_gaps()
    {
        var numbers = Repository.Files("docs/decisions", ".md").Select(file => Path.GetFileName(file)[..4]).ToList();

        numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(number => $"{number:0000}"));
    }

    [Fact]
    public void No_decision_note_is_longer_than_a_page() =>
        Repository.Files("docs/decisions", ".md").Where(file => File.ReadLines(file).Count() > 60).ShouldBeEmpty();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();
}
