using System.Text;
using System.Text.RegularExpressions;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

/// <summary>Writes the typed views of segments and data types out of the dictionary: <c>src/Hl7v2/Generated</c>.</summary>
public static partial class ViewGenerator
{
    private static readonly string[] Texts = ["ST", "TX", "FT", "ID", "IS", "SI", "GTS", "TM", "TN", "CM", "", "VARIES"];

    /// <summary>The segments that have views: those of patients, visits, orders, results, money, appointments, documents, immunisations and medication.</summary>
    public static readonly string[] Segments =
    [
        "ACC", "AIG", "AIL", "AIP", "AIS", "AL1", "DB1", "DG1", "DRG", "ERR", "EVN", "FT1", "GT1", "IAM", "IN1", "IN2", "MRG", "MSA", "MSH", "NK1", "NPU", "NTE", "OBR", "OBX",
        "ORC", "PD1", "PDA", "PID", "PR1", "PV1", "PV2", "RGS", "ROL", "RXA", "RXC", "RXD", "RXE", "RXO", "RXR", "SCH", "SPM", "TQ1", "TXA", "UB1", "UB2",
    ];

    /// <summary>Every composite type that those segments are made of.</summary>
    public static IReadOnlyList<string> Composites()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var ahead = new Stack<string>(Segments.SelectMany(id => Hl7Definitions.Segment(id)!.Fields).Select(field => field.DataType).Concat(["SN", "ED", "RP", "NR", "CF"]));
        while (ahead.TryPop(out var type))
        {
            if (IsSimple(type) || !found.Add(type)) continue;
            foreach (var field in Hl7Definitions.DataType(type)!.Fields) ahead.Push(field.DataType);
        }
        return [.. found];
    }

    private static bool IsSimple(string type) => Texts.Contains(type) || type is "NM" or "TS" or "DTM" or "DT" || Hl7Definitions.DataType(type) is not { Fields.Length: > 0 };

    private static string TypeName(string type) => type switch
    {
        "NM" => "Nm",
        "TS" or "DTM" or "DT" => "Dtm",
        _ when IsSimple(type) => "St",
        _ => type[..1] + type[1..].ToLowerInvariant(),
    };

    public static string Segment(string id)
    {
        var definition = Hl7Definitions.Segment(id)!;
        var name = id[..1] + id[1..].ToLowerInvariant();
        var text = Head($"{definition.Name}: {id}, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.", $"{name}Segment", "");
        text.AppendLine($"    /// <summary>Sees a segment as {id}; one that is not there has only empty fields.</summary>\n    public {name}Segment(Segment segment) => Segment = segment;\n");
        text.AppendLine("    /// <summary>The segment itself, for local fields and for its place.</summary>\n    public Segment Segment { get; }\n");
        text.AppendLine("    /// <summary>The message has this segment.</summary>\n    public bool Exists => Segment.Exists;");
        var names = new HashSet<string>(StringComparer.Ordinal) { "Segment", "Exists", $"{name}Segment" };
        foreach (var field in definition.Fields.Where(field => field.Name.Length > 0))
        {
            var type = TypeName(field.DataType);
            var isOpen = field.DataType == "VARIES";
            var (shown, value) = isOpen ? ("Field", $"Segment.Field({field.Number})")
                : field.Repeats ? ($"Repeated<{type}>", $"new(Segment.Slice({field.Number}))")
                : (type, $"{type}.Of(Segment.First({field.Number}))");
            text.AppendLine($"\n    /// <summary>{id}-{field.Number}: {Escape(field.Name)}{Code(field)}.</summary>\n    public {shown} {Unique(Property(field.Name, id), names)} => {value};");
        }
        return Tail(text, "Segment.ToString()", "Its place, never its content.");
    }

    public static string Composite(string type)
    {
        var definition = Hl7Definitions.DataType(type)!;
        var name = TypeName(type);
        var text = Head($"{definition.Name}: {type}, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.", name, $" : IHl7Type<{name}>");
        text.AppendLine($"    private readonly Hl7Part _part;\n\n    private {name}(Hl7Part part) => _part = part;\n");
        text.AppendLine("    /// <summary>Nothing was sent: the stored value stays.</summary>\n    public bool IsEmpty => _part.IsEmpty;\n");
        text.AppendLine("    /// <summary><c>\"\"</c> was sent: the stored value is to be deleted.</summary>\n    public bool IsNull => _part.IsNull;");
        var names = new HashSet<string>(StringComparer.Ordinal) { name, "IsEmpty", "IsNull", "Of" };
        foreach (var field in definition.Fields.Where(field => field.Name.Length > 0))
        {
            var inner = TypeName(field.DataType);
            text.AppendLine($"\n    /// <summary>{type}.{field.Number}: {Escape(field.Name)}{Code(field)}.</summary>\n    public {inner} {Unique(Property(field.Name, type), names)} => {inner}.Of(_part.Component({field.Number}));");
        }
        text.AppendLine($"\n    /// <inheritdoc/>\n    public static {name} Of(Hl7Part part) => new(part);");
        return Tail(text, "_part.ToString()", "Its size, never its content.");
    }

    private static StringBuilder Head(string summary, string name, string bases) => new(
        $"// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.\nnamespace Carelake.Hl7v2;\n\n/// <summary>{Escape(summary)}</summary>\npublic readonly struct {name}{bases}\n{{\n");

    private static string Tail(StringBuilder text, string content, string summary) =>
        text.Append($"\n    /// <summary>{summary}</summary>\n    public override string ToString() => {content};\n}}\n").ToString().ReplaceLineEndings("\n");

    private static string Code(FieldDefinition field) => (field.DataType.Length > 0 ? $" ({field.DataType}" : "") + (field.Table.Length > 0 ? $", table {field.Table}" : "") + (field.DataType.Length > 0 ? ")" : "");

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Property(string name, string owner)
    {
        // "Set ID - PID" is the set id of whatever it stands in.
        name = name.EndsWith($" - {owner}", StringComparison.OrdinalIgnoreCase) ? name[..^(owner.Length + 3)] : name;
        var words = WordPattern().Matches(name.Replace("'", "", StringComparison.Ordinal).Replace("#", " Number", StringComparison.Ordinal)).Select(word => word.Value);
        var joined = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + (word.Length > 1 && word.All(char.IsAsciiLetterUpper) ? word[1..].ToLowerInvariant() : word[1..])));
        return char.IsAsciiDigit(joined[0]) ? $"Number{joined}" : joined;
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var candidate = name;
        for (var number = 2; !names.Add(candidate); number++) candidate = $"{name}{number}";
        return candidate;
    }

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex WordPattern();
}
