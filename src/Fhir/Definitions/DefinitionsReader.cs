using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Definitions;

/// <summary>Reads the generated tables: T a type, E an element, C a rule of the line before it, V a value set, S codes of one system.</summary>
internal static class DefinitionsReader
{
    private const string Folder = "Carelake.Fhir.Definitions.Generated.";

    // Of grammars and of what others keep adding to, the published tables hold examples only: media types, languages, units.
    private static readonly string[] OpenSystems = ["urn:ietf:bcp:13", "urn:ietf:bcp:47", "http://unitsofmeasure.org"];

    private static readonly string[] NoTypes = ["System.String"];

    /// <summary>Types and value sets.</summary>
    public static FhirDefinitions Read()
    {
        var rows = Lines("types.tsv").Select(line => line.Split('\t')).ToList();
        var types = Declare(rows);
        var words = Lines("invariants.tsv").Select(line => line.Split('\t')).ToDictionary(row => (row[0], row[1]), row => row[2]);
        Define(rows, types, words);
        foreach (var type in types.Values) type.Seal();
        return new FhirDefinitions([.. types.Values], ValueSets());
    }

    public static ILookup<string, FhirSearchParameter> SearchParameters() =>
        (from line in Lines("search-parameters.tsv").Skip(1)
         let row = line.Split('\t')
         from resource in row[1].Split(',')
         select new FhirSearchParameter(row[0], resource, row[2], Targets(row[3]), row[4]))
        .ToLookup(parameter => parameter.ResourceType, StringComparer.Ordinal);

    public static ILookup<(string Compartment, string Resource), string> Compartments() =>
        (from line in Lines("compartments.tsv").Skip(1)
         let row = line.Split('\t')
         from parameter in row[2].Split(',', StringSplitOptions.RemoveEmptyEntries)
         select (Key: (row[0], row[1]), parameter)).ToLookup(row => row.Key, row => row.parameter);

    // Every type has to exist before elements can name it.
    private static Dictionary<string, FhirTypeInfo> Declare(List<string[]> rows)
    {
        var types = new Dictionary<string, FhirTypeInfo>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row[0] == "T")
                types.Add(row[1], new FhirTypeInfo(row[1], Kind(row[2])) { IsAbstract = row[3] == "1", Url = row[5], Pattern = row[6] });
            else if (row[0] == "E" && row[4] is "BackboneElement" or "Element")
                types.Add(row[1], new FhirTypeInfo(row[1], FhirTypeKind.Backbone));
        }
        return types;
    }

    private static void Define(List<string[]> rows, Dictionary<string, FhirTypeInfo> types, Dictionary<(string Type, string Key), string> words)
    {
        var elements = new Dictionary<FhirTypeInfo, List<FhirElementInfo>>();
        FhirTypeInfo? type = null;
        FhirElementInfo? element = null;
        foreach (var row in rows)
        {
            switch (row[0])
            {
                case "T":
                    type = types[row[1]];
                    type.Base = types.GetValueOrDefault(row[4]);
                    element = null;
                    break;
                case "E" when Element(row, types) is { } made:
                    element = made;
                    if (!elements.TryGetValue(made.Owner, out var list)) elements.Add(made.Owner, list = []);
                    list.Add(made);
                    break;
                case "C":
                    var human = words.GetValueOrDefault((type!.Name, row[1]), "");
                    var constraint = new FhirConstraint(row[1], row[2] == "error" ? Severity.Error : Severity.Warning, row[3], human) { Native = NativeInvariants.Find(row[1]) };
                    if (element is not null) element.Constraints = element.Constraints.Add(constraint);
                    else type.Constraints = type.Constraints.Add(constraint);
                    break;
            }
        }
        foreach (var (owner, list) in elements) owner.Elements = [.. list];
    }

    private static FhirElementInfo? Element(string[] row, Dictionary<string, FhirTypeInfo> types)
    {
        var dot = row[1].LastIndexOf('.');
        var owner = types[row[1][..dot]];
        var name = row[1][(dot + 1)..];
        // The value of a primitive is the JSON value itself.
        if (owner.IsPrimitive && name == "value") return null;
        if (types.TryGetValue(row[1], out var part) && part.Kind == FhirTypeKind.Backbone) part.Base = types[row[4]];
        var isChoice = name.EndsWith("[x]", StringComparison.Ordinal);
        var element = new FhirElementInfo(
            owner, isChoice ? name[..^3] : name, isChoice, Number(row[2]), row[3] == "*" ? int.MaxValue : Number(row[3]))
        {
            IsModifier = row[5].Contains('M', StringComparison.Ordinal),
            IsSummary = row[5].Contains('S', StringComparison.Ordinal),
            Binding = row[6].Length > 0 ? new FhirBinding(row[6], row[7]) : null,
            ContentReference = row[8].TrimStart('#'),
            MaxLength = row[9].Length > 0 ? Number(row[9]) : 0,
        };
        element.Types = [.. Types(row, owner, name).Select(named => Choice(named, element, row[1], types))];
        return element;
    }

    private static string[] Types(string[] row, FhirTypeInfo owner, string name)
    {
        if (row[8].Length > 0) return [row[8].TrimStart('#')];
        // R4 says string for the id of a resource by mistake; its text, and later versions, say id.
        if (owner.IsResource && name == "id") return ["id"];
        return row[4].Length > 0 ? row[4].Split('|') : NoTypes;
    }

    private static FhirTypeChoice Choice(string named, FhirElementInfo element, string path, Dictionary<string, FhirTypeInfo> types)
    {
        var bracket = named.IndexOf('(', StringComparison.Ordinal);
        var code = bracket < 0 ? named : named[..bracket];
        var type = code switch
        {
            "System.String" => types["string"],
            "BackboneElement" or "Element" => types[path],
            _ => types[code],
        };
        var jsonName = element.IsChoice ? $"{element.Name}{char.ToUpperInvariant(code[0])}{code[1..]}" : element.Name;
        return new FhirTypeChoice(type, jsonName, bracket < 0 ? [] : Targets(named[(bracket + 1)..^1]));
    }

    private static IEnumerable<FhirValueSet> ValueSets()
    {
        var systems = new List<(string System, IEnumerable<string> Codes)>();
        var url = "";
        foreach (var row in Lines("valuesets.tsv").Select(line => line.Split('\t')))
        {
            if (row[0] == "S")
            {
                systems.Add((row[1], row[2..]));
                continue;
            }
            if (url.Length > 0) yield return Set(url, systems);
            url = row[1];
            systems = [];
        }
        yield return Set(url, systems);
    }

    private static FhirValueSet Set(string url, List<(string System, IEnumerable<string> Codes)> systems) =>
        new(url, systems, isComplete: systems.Count > 0 && !systems.Exists(system => OpenSystems.Contains(system.System)));

    private static FhirTypeKind Kind(string kind) => kind switch
    {
        "primitive-type" => FhirTypeKind.Primitive,
        "resource" => FhirTypeKind.Resource,
        _ => FhirTypeKind.Complex,
    };

    private static ImmutableArray<string> Targets(string text) => text.Length == 0 || text == "*" ? [] : [.. text.Split(',')];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(typeof(DefinitionsReader).Assembly.GetManifestResourceStream(Folder + name)!);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
