using Carelake.Hl7v2;

namespace Carelake.Cli.Verbs;

/// <summary>One value that a message sends, with its names.</summary>
/// <param name="Path">Such as <c>PID-3[2].4.1</c>.</param>
/// <param name="Name">Of the field, then of its components: <c>Patient Name / Family Name</c>; empty for local fields.</param>
/// <param name="Value">Decoded and unescaped; <see langword="null"/> when the sender asks to delete what is stored.</param>
/// <param name="Meaning">What a code of a table of the standard stands for; empty for anything else.</param>
internal sealed record Hl7ValueRow(string Path, string Name, string? Value, string Meaning)
{
    /// <summary>Every value of a segment, in order: one for each part that has no parts.</summary>
    public static IEnumerable<Hl7ValueRow> Of(Segment segment)
    {
        var definition = Hl7Definitions.Segment(segment.Id);
        // Of MSH the first two fields are the delimiters.
        for (var number = segment.Is("MSH") || segment.Is("FHS") || segment.Is("BHS") ? 3 : 1; number <= segment.FieldCount; number++)
        {
            var field = segment.Field(number);
            if (field.IsEmpty) continue;
            var known = definition?.Field(number);
            var type = segment.Is("OBX") && number == 5 ? segment.Field(2).Text : known?.DataType ?? "";
            for (var repetition = 1; repetition <= field.RepetitionCount; repetition++)
            {
                var path = $"{segment.Path}-{number}{(repetition > 1 ? $"[{repetition}]" : "")}";
                foreach (var value in Of(field.Repetition(repetition), path, known?.Name ?? "", type, known?.Table ?? "")) yield return value;
            }
        }
    }

    private static IEnumerable<Hl7ValueRow> Of(Repetition repetition, string path, string name, string type, string table)
    {
        if (repetition.IsEmpty) yield break;
        if (repetition.ComponentCount == 1 && repetition.Component(1).SubcomponentCount <= 1)
        {
            yield return new(path, name, repetition.IsNull ? null : repetition.WholeText, MeaningOf(table, repetition.Text));
            yield break;
        }
        var composite = Hl7Definitions.DataType(type);
        for (var number = 1; number <= repetition.ComponentCount; number++)
        {
            var component = repetition.Component(number);
            if (component.IsEmpty) continue;
            var known = composite?.Field(number);
            var part = known is null ? name : $"{name} / {known.Name}";
            if (component.SubcomponentCount == 1)
            {
                yield return new($"{path}.{number}", part, component.IsNull ? null : component.Text, MeaningOf(known?.Table is { Length: > 0 } own ? own : number == 1 ? table : "", component.Text));
                continue;
            }
            var inner = Hl7Definitions.DataType(known?.DataType ?? "");
            for (var sub = 1; sub <= component.SubcomponentCount; sub++)
            {
                var piece = component.Subcomponent(sub);
                if (!piece.IsEmpty)
                    yield return new($"{path}.{number}.{sub}", inner?.Field(sub) is { } last ? $"{part} / {last.Name}" : part, piece.IsNull ? null : piece.Text, "");
            }
        }
    }

    private static string MeaningOf(string table, string code) =>
        table.Length > 0 && code.Length > 0 && Hl7Definitions.Table(table) is { } codes && codes.TryGetValue(code, out var meaning) ? meaning : "";
}
