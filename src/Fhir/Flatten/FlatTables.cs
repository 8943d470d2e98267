using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Fhir.Flatten;

/// <summary>Reads the definition of the tables: a text that users can read and change.</summary>
public static class FlatTables
{
    private static readonly Lazy<ImmutableArray<FlatTable>> Loaded = new(() => Parse(DefaultText).Value);

    /// <summary>The product's own definition; its first lines say how it is written.</summary>
    public static string DefaultText
    {
        get
        {
            using var stream = typeof(FlatTables).Assembly.GetManifestResourceStream("Carelake.Fhir.Flatten.tables.txt")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The tables of the product's own definition.</summary>
    public static ImmutableArray<FlatTable> Default => Loaded.Value;

    /// <summary>Reads a definition.</summary>
    /// <param name="text">Lines as the head of <see cref="DefaultText"/> describes them.</param>
    /// <returns>The tables, without the lines that are wrong, and an issue for each of those.</returns>
    public static Parsed<ImmutableArray<FlatTable>> Parse(string text)
    {
        var tables = ImmutableArray.CreateBuilder<FlatTable>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            if (words is ["table", var name, "from", var resource]) tables.Add(new FlatTable(name, resource, [], [], []));
            else if (tables.Count > 0 && With(tables[^1], words) is { } extended) tables[^1] = extended;
            else issues.Add(new Issue("FHIR-0750", Severity.Error, $"line {number}", "The line defines no table and no column."));
        }
        return new(tables.ToImmutable(), issues.ToImmutable());
    }

    private static FlatTable? With(FlatTable table, string[] words)
    {
        if (words is ["absent", var column, _, ..]) return table with { Absent = table.Absent.Add(new(column, string.Join(' ', words[2..]))) };
        if (words.Length < 2 || Path(words[1]) is not { } path) return null;
        return words switch
        {
            ["where", _, var value] => table with { Filters = table.Filters.Add(new FlatColumn(value, path)) },
            ["fixed", _, var value] => table with { Fixed = table.Fixed.Add(new FlatColumn(value, path)) },
            ["where" or "fixed" or "absent", ..] => null,
            _ => Column(words[0], path, words[2..]) is { } made ? table with { Columns = table.Columns.Add(made) } : null,
        };
    }

    private static FlatColumn? Column(string name, ImmutableArray<FlatStep> path, string[] kind) => kind switch
    {
        [] or ["text"] => new(name, path),
        ["integer"] => new(name, path, FlatKind.Integer),
        ["decimal"] => new(name, path, FlatKind.Decimal),
        ["date"] => new(name, path, FlatKind.Date),
        ["day"] => new(name, path, FlatKind.Day),
        ["timestamp"] => new(name, path, FlatKind.Timestamp),
        ["reference", var type] => new(name, path, FlatKind.Reference, type),
        ["only", .. var pairs] => Codes(pairs) is { } codes ? new(name, path, FlatKind.Code, Codes: codes, IsClosed: true) : null,
        _ => Codes(kind) is { } codes ? new(name, path, FlatKind.Code, Codes: codes) : null,
    };

    private static ImmutableArray<KeyValuePair<string, string>>? Codes(string[] pairs) =>
        pairs.All(pair => pair.LastIndexOf('=') > 0)
            ? [.. pairs.Select(pair => KeyValuePair.Create(pair[..pair.LastIndexOf('=')], pair[(pair.LastIndexOf('=') + 1)..]))]
            : null;

    // name, name[1], name[member.of.item=value]; points in brackets belong to the brackets.
    private static ImmutableArray<FlatStep>? Path(string text)
    {
        var steps = ImmutableArray.CreateBuilder<FlatStep>();
        foreach (var part in Parts(text))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            if (bracket < 0)
            {
                steps.Add(new FlatStep(part, 0, [], ""));
                continue;
            }
            if (bracket == 0 || !part.EndsWith(']')) return null;
            var inner = part[(bracket + 1)..^1];
            var equals = inner.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Path(inner[..equals]) is { } key) steps.Add(new FlatStep(part[..bracket], 0, key, inner[(equals + 1)..]));
            else if (int.TryParse(inner, out var index) && index is >= 0 and < 100) steps.Add(new FlatStep(part[..bracket], index, [], ""));
            else return null;
        }
        return steps.All(step => step.Name.Length > 0) ? steps.ToImmutable() : null;
    }

    private static IEnumerable<string> Parts(string text)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '[') depth++;
            if (text[at] == ']') depth--;
            if (text[at] != '.' || depth > 0) continue;
            yield return text[start..at];
            start = at + 1;
        }
        yield return text[start..];
    }
}
