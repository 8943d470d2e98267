using System.Globalization;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>Checks the fields of segments against the standard's definitions and the profile.</summary>
internal sealed class FieldCheck(ValidationProfile profile, Hl7Message message, List<Finding> findings)
{
    public void Check(Segment segment)
    {
        var definition = Hl7Definitions.Segment(segment.Id);
        if (definition is not null)
        {
            foreach (var field in definition.Fields) Check(segment, field);
            if (segment.Is("OBX")) CheckObservation(segment);
        }
        CheckProfile(segment);
    }

    private void Check(Segment segment, FieldDefinition definition)
    {
        var field = segment.Field(definition.Number);
        // The header's required fields and the delimiters have checks of their own.
        if (segment.Is("MSH") && definition.Number < 3) return;
        if (!field.HasValue)
        {
            if (definition.IsRequired && !segment.Is("MSH") && Rule(segment, definition.Number)?.IsRequired is null)
                Add("HL7-0101", segment, definition.Number, 0, null, $"{definition.Name} is required.");
            return;
        }
        if (!definition.Repeats && field.RepetitionCount > 1)
            Add("HL7-0105", segment, definition.Number, 0, field, $"{definition.Name} must not repeat.");
        var number = 0;
        foreach (var repetition in field.Repetitions)
        {
            number++;
            if (!repetition.HasValue) continue;
            if (definition.Length is { } length && repetition.Bytes.Length > length && Rule(segment, definition.Number)?.Length is null && definition.DataType is not ("VARIES" or "ED"))
                Add("HL7-0104", segment, definition.Number, number, field, $"{definition.Name} is longer than {length}, which not every receiver can hold.");
            CheckType(segment, definition, definition.DataType, new(repetition.Slice), field, number);
        }
    }

    private void CheckType(Segment segment, FieldDefinition definition, string type, Hl7Part part, Field field, int repetition)
    {
        if (!IsOfType(type, part))
            Add("HL7-0102", segment, definition.Number, repetition, field, $"{definition.Name} is not of type {type}: {Expectation(type)}.");
        if (definition.Table.Length > 0 && Rule(segment, definition.Number)?.Table is null or "" && type is "ID" or "IS" or "CE" or "CWE" or "CNE"
            && profile.CodesOf(definition.Table, isAsked: false) is { } codes && part.Text is { Length: > 0 } text && !codes(text))
            Add("HL7-0103", segment, definition.Number, repetition, field, $"{definition.Name} is not in table {definition.Table}.");
    }

    private static bool IsOfType(string type, Hl7Part part) => type switch
    {
        "NM" => Nm.Of(part).Value is not null,
        "SI" => int.TryParse(part.First.Bytes, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "TS" or "DTM" => Dtm.Of(part).IsNull || part.First.Length == 0 || Dtm.Of(part).Value is not null,
        "DT" => part.First.Length == 0 || Dtm.Of(part).Value is { Precision: <= DateTimePrecision.Day },
        "TM" => IsTime(part.First.Bytes),
        _ => true,
    };

    // HH[MM[SS[.SSSS]]][+/-ZZZZ] is what a date without its day leaves.
    private static bool IsTime(ReadOnlySpan<byte> text) => text.Length is >= 2 and <= 32 && Hl7DateTime.TryParse([.. "20000101"u8, .. text], out _);

    private static string Expectation(string type) => type switch
    {
        "NM" => "a number is written as digits with an optional sign and point",
        "SI" => "a sequence number is written as digits",
        "DT" => "a day is written as YYYY[MM[DD]]",
        "TM" => "a time is written as HH[MM[SS[.S]]]",
        _ => "a moment is written as YYYY[MM[DD[HH[MM[SS[.S]]]]]][+/-ZZZZ] and must exist",
    };

    private void CheckObservation(Segment segment)
    {
        var type = segment.Field(2).Text;
        if (!segment.Field(5).HasValue) return;
        if (type.Length == 0)
        {
            Add("HL7-0112", segment, 2, 0, null, "OBX-2 must name the type of the value in OBX-5.");
            return;
        }
        var number = 0;
        foreach (var repetition in segment.Field(5).Repetitions)
        {
            number++;
            if (repetition.HasValue && !IsOfType(type, new(repetition.Slice)))
                Add("HL7-0102", segment, 5, number, segment.Field(5), $"The value is not of type {type}, which OBX-2 names: {Expectation(type)}.");
        }
    }

    private FieldRule? Rule(Segment segment, int number) => profile.Fields.GetValueOrDefault($"{segment.Id}-{number}");

    private void CheckProfile(Segment segment)
    {
        foreach (var (key, rule) in profile.Fields)
        {
            if (!key.StartsWith(segment.Id, StringComparison.Ordinal) || segment.Id.Length == 0 || !Hl7Path.TryParse(key, out var path)) continue;
            // MSH-9 to 12 are the receiver's check.
            if (path is { Segment: "MSH", Field: >= 9 and <= 12, Component: 0 }) continue;
            Check(segment, path, rule);
        }
    }

    private void Check(Segment segment, Hl7Path path, FieldRule rule)
    {
        var field = segment.Field(path.Field);
        var name = Hl7Definitions.Segment(segment.Id)?.Field(path.Field)?.Name ?? "The field";
        if (!field.HasValue)
        {
            if (rule.IsRequired == true) Add("HL7-0101", segment, path, 0, null, $"{name} is required by the profile.", rule);
            return;
        }
        for (var number = 1; number <= field.RepetitionCount; number++)
        {
            var slice = field.Repetition(number).Slice;
            if (path.Component > 0) slice = slice.Part(message.Delimiters.Component, path.Component);
            if (path.Subcomponent > 0) slice = slice.Part(message.Delimiters.Subcomponent, path.Subcomponent);
            Check(segment, path, rule, new Hl7Part(slice.At(path.Component > 0 ? 1 : 0)), number, name);
        }
    }

    private void Check(Segment segment, Hl7Path path, FieldRule rule, Hl7Part part, int repetition, string name)
    {
        var field = segment.Field(path.Field);
        if (!part.HasValue)
        {
            if (rule.IsRequired == true) Add("HL7-0101", segment, path, repetition, null, $"{name} is required by the profile.", rule);
            return;
        }
        if (rule.IsForbidden) Add("HL7-0114", segment, path, repetition, field, $"{name} must not be sent.", rule);
        var text = part.Text;
        if (rule.Length is { } length && text.Length > length) Add("HL7-0104", segment, path, repetition, field, $"{name} is longer than {length}.", rule);
        if (rule.Table is { Length: > 0 } table && profile.CodesOf(table, isAsked: true) is { } codes && !codes(text))
            Add("HL7-0103", segment, path, repetition, field, $"{name} is not in table {table}.", rule);
        if (rule.Pattern is { } pattern && !pattern.IsMatch(text)) Add("HL7-0113", segment, path, repetition, field, $"{name} does not look as the profile asks.", rule);
    }

    private void Add(string code, Segment segment, int number, int repetition, Field? field, string text) =>
        Add(code, segment, new(segment.Id, 1, number, 0, 0, 0), repetition, field, text, rule: null);

    private void Add(string code, Segment segment, Hl7Path path, int repetition, Field? field, string text, FieldRule? rule)
    {
        var place = path with { Occurrence = segment.Occurrence, Repetition = repetition };
        // A missing required field that the profile names is an error of the sender unless the profile says otherwise.
        var severity = rule?.Severity ?? (rule is null ? profile.SeverityOf(code) : Severity.Error);
        findings.Add(new(code, severity, place.ToString(), field?.Offset ?? -1, rule?.Message is { Length: > 0 } own ? own : text));
    }
}
