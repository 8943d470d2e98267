namespace Carelake.Tests.Tidy;

public sealed class SourceTests
{
    private const int LongestFile = 600;

    [Fact]
    public void No_source_file_has_outgrown_its_subject() =>
        Repository.Files("src", ".cs").Where(file => File.ReadLines(file).Count() > LongestFile)
            .Select(Repository.Relative).ShouldBeEmpty();

    [Fact]
    public void No_folder_is_named_for_a_kind() =>
        Directory.EnumerateDirectories(Repository.Path("src"), "*", SearchOption.AllDirectories)
            .Where(folder => Path.GetFileName(folder) is "Interfaces" or "Helpers" or "Services" or "Managers" or "Utils" or "Common")
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later()
    {
        string[] words = ["NotImplementedException", "TODO", "FIXME", "HACK", "Skip ="];

        Repository.Files("src", ".cs", ".sql").Concat(Repository.Files("models"))
            .Where(file => words.Any(File.ReadAllText(file).Contains))
            .Select(Repository.Relative).ShouldBeEmpty();
    }

    [Fact]
    public void No_file_has_the_marks_of_a_merge() =>
        Repository.Files("src", ".cs", ".sql").Concat(Repository.Files("docs")).Concat(Repository.Files("models"))
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("<<<<<<< ", StringComparison.Ordinal) || line.StartsWith(">>>>>>> ", StringComparison.Ordinal)))
            .Select(Repository.Relative).ShouldBeEmpty();

    [Fact]
    public void Every_dependency_is_listed_in_the_notice()
    {
        var notice = File.ReadAllText(Repository.Path("NOTICE"));
        var packages = System.Xml.Linq.XDocument.Load(Repository.Path("Directory.Packages.props"))
            .Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);

        packages.Where(package => !notice.Contains(package, StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
