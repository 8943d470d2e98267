using System.Collections.Immutable;
using System.Reflection;
using Carelake.Core;

namespace Carelake.X12;

/// <summary>Rules as a text table, so that a payer's rules need no program.</summary>
public static class X12RuleTable
{
    private const int Columns = 7;
    private const int MostConditions = 8;

    private static readonly Lazy<ImmutableArray<X12Rule>> Own = new(ReadOwn);

    /// <summary>The rules that come with the product.</summary>
    public static ImmutableArray<X12Rule> BuiltIn => Own.Value;

    /// <summary>Reads a table: a line a rule, columns parted by <c>|</c>; empty lines and those that begin with <c>#</c> are left out.</summary>
    /// <param name="text">The whole table.</param>
    /// <returns>The rules that could be read, and an issue (<c>X12-0150</c>) for each line that could not; its place is the line's number.</returns>
    public static Parsed<ImmutableArray<X12Rule>> Parse(string text)
    {
        var rules = ImmutableArray.CreateBuilder<X12Rule>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#')) continue;
            if (Rule(line, out var wrong) is { } rule) rules.Add(rule);
            else issues.Add(new("X12-0150", Severity.Error, $"line {number}", wrong));
        }
        return new(rules.ToImmutable(), issues.ToImmutable());
    }

    private static X12Rule? Rule(string line, out string wrong)
    {
        var cells = line.Split('|', Columns).Select(cell => cell.Trim()).ToArray();
        wrong = "A rule has seven columns: id, level, guide, loop, when, then, message.";
        if (cells.Length < Columns || cells.Any(cell => cell.Length == 0)) return null;
        wrong = "The level must be 4 (situational), 6 (product) or 7 (trading partner).";
        if (cells[1] is not ("4" or "6" or "7")) return null;
        wrong = "A condition is REFERENCE in VALUES, REFERENCE starts VALUES, REFERENCE like VALUES or REFERENCE given, where a reference is like CR1, REF*F8 or CLM05-3.";
        var when = cells[4] == "always" ? [] : cells[4].Split(" and ").Select(X12RuleTest.Of).ToArray();
        if (when.Length > MostConditions || when.Contains(null)) return null;
        wrong = "What follows is 'needs CONDITION' or 'forbids CONDITION'.";
        var then = cells[5].Split(' ', 2);
        if (then.Length < 2 || then[0] is not ("needs" or "forbids") || X12RuleTest.Of(then[1]) is not { } test) return null;
        return new(cells[0], (SnipLevel)(cells[1][0] - '0'), cells[2], cells[3], when!, then[0] == "forbids", test, cells[6]);
    }

    private static ImmutableArray<X12Rule> ReadOwn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("x12/Rules.txt")!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd()).Value;
    }
}
