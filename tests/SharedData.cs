namespace Carelake.Tests;

/// <summary>
/// Public data sets that are too large or not ours to keep in the tree: in the folder that <c>CARELAKE_SHARED</c> names, or in
/// <c>shared</c> beside the repository. A test that needs one is skipped without it, and fails where <c>CI</c> is <c>true</c>.
/// </summary>
public static class SharedData
{
    private static readonly string Folder = System.IO.Path.GetFullPath(
        Environment.GetEnvironmentVariable("CARELAKE_SHARED") is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(Repository.Root, "..", "shared"));

    /// <summary>The data set is on this machine.</summary>
    public static bool Has(string relative) => System.IO.Path.Exists(Resolve(relative));

    /// <summary>Full path of a file or folder of the shared data; ends the test when it is not there.</summary>
    public static string Path(string relative)
    {
        if (Has(relative)) return Resolve(relative);
        var missing = $"{relative} is not in {Folder}. Put the shared data there, or name its folder in CARELAKE_SHARED.";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
        return "";
    }

    private static string Resolve(string relative) => System.IO.Path.Combine(Folder, relative);
}
