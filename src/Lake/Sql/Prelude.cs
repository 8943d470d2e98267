using System.Text.RegularExpressions;
using Carelake.DuckDb;

namespace Carelake.Lake.Sql;

/// <summary>Spark's spellings as DuckDB macros (<c>src/Lake/prelude.sql</c>), and the session settings that go with them.</summary>
public static partial class Prelude
{
    /// <summary>The text of <c>prelude.sql</c>.</summary>
    public static string Text { get; } = ReadText();

    /// <summary>Names of the macros that models may use, in lower case; those that begin with an underscore are the prelude's own.</summary>
    public static IReadOnlySet<string> MacroNames { get; } =
        MacroName().Matches(Text).Select(match => match.Groups["name"].Value).Where(name => name[0] != '_').ToHashSet();

    /// <summary>
    /// Makes the macros in the connection's database, for all connections to it, and sets the time zone to UTC for this database.
    /// SQL that is not a model must know that <c>regexp_replace</c>, <c>substring</c>, <c>max_by</c> and others now answer as Spark does;
    /// DuckDB's own are <c>system.main.NAME</c>.
    /// </summary>
    public static void Apply(DuckDbConnection connection)
    {
        connection.Execute("set global timezone = 'UTC'");
        connection.Execute(Text);
    }

    private static string ReadText()
    {
        using var stream = typeof(Prelude).Assembly.GetManifestResourceStream("prelude.sql")!; // Embedded by the project file.
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"create or replace macro (?<name>\w+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MacroName();
}
