namespace Carelake.Tests;

/// <summary>Files kept in the tree that a test compares with; <c>./test --golden</c> writes them anew.</summary>
public static class Golden
{
    /// <summary>Compares, or writes when <c>CARELAKE_GOLDEN</c> is set.</summary>
    public static void Check(string actual, params string[] path)
    {
        var file = Repository.Path(path);
        if (Environment.GetEnvironmentVariable("CARELAKE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        (File.Exists(file) ? File.ReadAllText(file) : "").ShouldBe(actual, $"{Repository.Relative(file)} is stale; ./test --golden makes it anew");
    }
}
