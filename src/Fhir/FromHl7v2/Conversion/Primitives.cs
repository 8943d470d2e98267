using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>FHIR primitive types, and codes with their system, from one text of a message.</summary>
internal static class Primitives
{
    private static readonly Dictionary<string, PrimitiveType> Types = new(StringComparer.Ordinal)
    {
        [""] = PrimitiveType.String, ["string"] = PrimitiveType.String, ["text"] = PrimitiveType.Text, ["code"] = PrimitiveType.Code,
        ["date"] = PrimitiveType.Date, ["dateTime"] = PrimitiveType.DateTime, ["instant"] = PrimitiveType.Instant, ["time"] = PrimitiveType.Time,
        ["decimal"] = PrimitiveType.Decimal, ["integer"] = PrimitiveType.Integer, ["positiveInt"] = PrimitiveType.PositiveInt,
        ["unsignedInt"] = PrimitiveType.UnsignedInt, ["boolean"] = PrimitiveType.Boolean, ["uri"] = PrimitiveType.Uri, ["system"] = PrimitiveType.System,
        ["eiSystem"] = PrimitiveType.EiSystem, ["codeSystem"] = PrimitiveType.CodeSystem, ["Coding"] = PrimitiveType.Coding,
        ["CodeableConcept"] = PrimitiveType.CodeableConcept, ["presence"] = PrimitiveType.Presence,
    };

    public static bool Has(string name) => name.Length > 0 && Types.ContainsKey(name);

    /// <summary>The type of a name; the empty name is a string.</summary>
    public static PrimitiveType TypeOf(string name) => Types.GetValueOrDefault(name);

    public static FhirNode? Make(BoundRule rule, MessageConversion conversion, V2Value value)
    {
        if (rule.Literal is { } literal) return literal;
        switch (rule.Primitive)
        {
            case PrimitiveType.String when rule.Codes is null: return Text(value.Text());
            case PrimitiveType.Text: return Text(value.WholeText());
            case PrimitiveType.String or PrimitiveType.Code: return Code(rule, conversion, value);
            case PrimitiveType.Coding: return Coding(rule, conversion, value);
            case PrimitiveType.CodeableConcept: return Coding(rule, conversion, value) is { } coding ? new FhirObject { ["coding"] = new FhirList(coding) } : null;
            case PrimitiveType.System: return Text(Mark(conversion.Systems.SystemOf(value), value));
            case PrimitiveType.EiSystem:
                for (var part = 2; part <= 4; part++) value.Part(part).MarkRead();
                return Text(conversion.Systems.SystemOf(value, 2));
            case PrimitiveType.CodeSystem: return Text(CodeSystem(value.Text(), conversion));
            case PrimitiveType.Presence:
                value.MarkRead();
                return null;
        }
        var text = value.Text();
        if (text.Length == 0) return null;
        var made = Typed(rule.Primitive, text, conversion.Zone);
        if (made is null) conversion.Report("FHIR-0504", Severity.Warning, value.Path, $"The value is no {rule.Rule.Type}; it is left out.");
        return made;
    }

    /// <summary>A number as its own digits, so that no decimal is lost; <see langword="null"/> when the text is none.</summary>
    public static FhirDecimal? Number(string text)
    {
        if (!IsNumber(text)) return null;
        var sign = text[0] == '-' ? "-" : "";
        var digits = text.TrimStart('+', '-');
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = (dot < 0 ? digits : digits[..dot]).TrimStart('0');
        var fraction = dot < 0 ? "" : digits[(dot + 1)..];
        return new($"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : ".")}{fraction}");
    }

    /// <summary>The URI of a v2 coding system (table 0396): from the code map <c>CodingSystem</c>, an HL7 table, an OID or URI; else after the base.</summary>
    public static string CodeSystem(string name, MessageConversion conversion)
    {
        if (name.Length == 0) return "";
        if (conversion.Tables.CodeMap("CodingSystem")?.Find(name) is { } known) return known.Code;
        if (TableNumber(name) is { } table) return $"http://terminology.hl7.org/CodeSystem/v2-{table}";
        return IdentifierSystems.Universal(name, "") ?? conversion.Options.NamespaceBase + Uri.EscapeDataString(name);
    }

    private static FhirNode? Typed(PrimitiveType type, string text, string zone) => type switch
    {
        PrimitiveType.Date => Text(FhirTime.DateOf(text)),
        PrimitiveType.DateTime => Text(FhirTime.DateTime(text, zone)),
        PrimitiveType.Instant => Text(FhirTime.Instant(text, zone)),
        PrimitiveType.Time => Text(FhirTime.TimeOfDay(text)),
        PrimitiveType.Decimal => Number(text),
        PrimitiveType.Integer => int.TryParse(text, out var number) ? number : null,
        PrimitiveType.PositiveInt => int.TryParse(text, out var positive) && positive > 0 ? positive : null,
        PrimitiveType.UnsignedInt => int.TryParse(text, out var unsigned) && unsigned >= 0 ? unsigned : null,
        PrimitiveType.Boolean => text.ToUpperInvariant() switch { "Y" or "YES" or "T" or "TRUE" or "1" => true, "N" or "NO" or "F" or "FALSE" or "0" => false, _ => null },
        PrimitiveType.Uri => HasBlank(text) ? null : Text(text),
        _ => null,
    };

    /// <summary>A text without characters that FHIR does not allow; <see langword="null"/> for a blank one.</summary>
    public static FhirText? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return new(text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 ? text : Printable(text));
    }

    /// <summary>FHIR strings hold no control characters but tab, carriage return and line feed.</summary>
    public static string Printable(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = source[index] is < ' ' and not ('\t' or '\r' or '\n') ? ' ' : source[index];
        });

    private static FhirText? Code(BoundRule rule, MessageConversion conversion, V2Value value)
    {
        var code = Collapsed(value.Text());
        if (code.Length == 0 || rule.Codes is null) return Text(code);
        if (rule.Codes.Find(code) is { } target) return string.IsNullOrWhiteSpace(target.Code) ? null : target.CodeText;
        conversion.Report("FHIR-0505", Severity.Information, value.Path, rule.NotInCodeMap);
        return null;
    }

    private static FhirObject? Coding(BoundRule rule, MessageConversion conversion, V2Value value)
    {
        var code = Collapsed(value.Text());
        if (code.Length == 0) return null;
        var target = rule.Codes?.Find(code);
        var coding = new FhirObject();
        if (target is { System.Length: > 1 }) coding.Add("system", target.SystemText);
        coding.Add("code", target is null ? code : target.CodeText);
        if (target is { Display.Length: > 0 }) coding.Add("display", target.DisplayText);
        if (target is null && rule.Codes is not null) conversion.Report("FHIR-0505", Severity.Information, value.Path, rule.WithoutSystem);
        return coding;
    }

    private static string Mark(string text, V2Value value)
    {
        value.MarkRead();
        return text;
    }

    /// <summary>A sign, up to forty digits, a point and up to forty more; at least one digit.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        const int Most = 40;
        if (text.Length > 0 && text[0] is '+' or '-') text = text[1..];
        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? [] : text[(dot + 1)..];
        return whole.Length <= Most && fraction.Length <= Most && whole.Length + fraction.Length > 0
            && whole.IndexOfAnyExceptInRange('0', '9') < 0 && fraction.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>The number of an HL7 table that is named as <c>HL70001</c> or <c>HL7-0001</c>; <see langword="null"/> for another name.</summary>
    private static string? TableNumber(string name)
    {
        if (!name.StartsWith("HL7", StringComparison.OrdinalIgnoreCase)) return null;
        var number = name.Length > 3 && name[3] == '-' ? name[4..] : name[3..];
        return number.Length == 4 && number.All(char.IsAsciiDigit) ? number : null;
    }

    /// <summary>There is white space in it.</summary>
    public static bool HasBlank(string text)
    {
        foreach (var sign in text)
            if (char.IsWhiteSpace(sign)) return true;
        return false;
    }

    /// <summary>A code has no spaces around it and single ones inside.</summary>
    private static string Collapsed(string text) => !HasBlank(text) ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
