using System.Text.RegularExpressions;

namespace Carelake.Tests.Tidy;

public sealed partial class RoomTests
{
    // The order of DESIGN: each room may use only those before it.
    private static readonly string[] Rooms =
    [
        "Core", "Hl7v2", "X12", "Fhir", "DuckDb", "Delta", "Lake", "Events", "Sources", "Terminology", "Identity", "Learning",
        "Revenue", "Operations", "Clinical", "Access", "Simulator", "Server", "Cli",
    ];

    private static readonly string[] RoomsWithoutPackages = ["Core", "Hl7v2", "X12", "Fhir", "DuckDb", "Delta"];

    private static IEnumerable<(string Room, string Text)> Projects() =>
        Repository.Files("src", ".csproj").Select(file => (Path.GetFileName(Path.GetDirectoryName(file))!, File.ReadAllText(file)));

    [Fact]
    public void Rooms_refer_only_upwards()
    {
        var downwards =
            from project in Projects()
            from Match reference in ReferencePattern().Matches(project.Text)
            where Array.IndexOf(Rooms, reference.Groups[1].Value) >= Array.IndexOf(Rooms, project.Room)
            select $"{project.Room} -> {reference.Groups[1].Value}";

        downwards.ShouldBeEmpty();
    }

    [Fact]
    public void Every_room_is_known_and_described_in_the_architecture()
    {
        var architecture = File.ReadAllText(Repository.Path("ARCHITECTURE.md"));

        foreach (var (room, _) in Projects())
        {
            Rooms.ShouldContain(room);
            architecture.ShouldContain($"| `{room}` |");
        }
    }

    [Fact]
    public void The_lower_rooms_need_no_packages() =>
        Projects().Where(project => RoomsWithoutPackages.Contains(project.Room))
            .Where(project => project.Text.Contains("PackageReference", StringComparison.Ordinal))
            .Select(project => project.Room)
            .ShouldBeEmpty();

    [Fact]
    public void Only_DuckDb_calls_native_code() =>
        SourcesWith("LibraryImport(", "DllImport(").Where(file => !file.StartsWith("src/DuckDb/", StringComparison.Ordinal))
            .Except(AllowedNative).ShouldBeEmpty();

    [Fact]
    public void Only_Delta_writes_a_log_entry() =>
        SourcesWith("_delta_log").Where(file => !file.StartsWith("src/Delta/", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Only_Cli_touches_the_console() =>
        SourcesWith("RS0030").Where(file => !file.StartsWith("src/Cli/", StringComparison.Ordinal))
            .ShouldBeEmpty("a banned API is allowed by pragma outside the command line");

    // Durable renames need link(2) and fsync on a folder, which .NET does not offer.
    private static readonly string[] AllowedNative = ["src/Delta/Log/DurableFile.cs"];

    private static IEnumerable<string> SourcesWith(params string[] words) =>
        Repository.Files("src", ".cs")
            .Where(file => words.Any(File.ReadAllText(file).Contains))
            .Select(Repository.Relative);

    [GeneratedRegex("""ProjectReference Include="\.\./(\w+)/""")]
    private static partial Regex ReferencePattern();
}
