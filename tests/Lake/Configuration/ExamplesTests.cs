using Carelake.Lake.Configuration;

namespace Carelake.Tests.Lake.Configuration;

/// <summary>Every project in <c>examples/</c> loads: names, columns, layers and Spark's subset agree in all of its files.</summary>
public sealed class ExamplesTests
{
    public static TheoryData<string> Projects() =>
        new(Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples"), ProjectFile.Name, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_example_has_no_problem(string file) =>
        ProjectLoader.Read(Path.Combine(Repository.Root, file)).Issues
            .Select(issue => $"{issue.Code} {issue.Location} {issue.Message}").ShouldBeEmpty();
}
