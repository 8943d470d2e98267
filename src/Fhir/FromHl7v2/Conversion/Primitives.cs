using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>FHIR primitive types, and codes with their system, from one text of a message.</summary>
internal static partial class Primitives
{
    private static readonly HashSet<string> Names =
    [
        "string", "text", "code", "date", "dateTime", "instant", "time", "decimal", "integer", "positiveInt", "unsignedInt", "boolean", "uri", "system",
        "eiSystem", "codeSystem", "Coding", "CodeableConcept", "presence",
    ];

    public static bool Has(string name) => Names.Contains(name);

    public static JsonNode? Make(Rule rule, MessageConversion conversion, V2Value value)
    {
        switch (rule.Type)
        {
            case "" or "string" when rule.Codes.Length == 0: return Text(value.Text());
            case "text": return Text(value.WholeText());
            case "" or "string" or "code": return Code(rule, conversion, value);
            case "Coding": return Coding(rule, conversion, value);
            case "CodeableConcept": return Coding(rule, conversion, value) is { } coding ? new JsonObject { ["coding"] = new JsonArray(coding) } : null;
            case "system": return Text(Mark(conversion.Systems.SystemOf(value), value));
            case "eiSystem":
                for (var part = 2; part <= 4; part++) value.Part(part).MarkRead();
                return Text(conversion.Systems.SystemOf(value, 2));
            case "codeSystem": return Text(CodeSystem(value.Text(), conversion));
            case "presence":
                value.MarkRead();
                return null;
        }
        var text = value.Text();
        if (text.Length == 0) return null;
        var made = Typed(rule.Type, text, conversion.Zone);
        if (made is null) conversion.Report("FHIR-0504", Severity.Warning, value.Path, $"The value is no {rule.Type}; it is left out.");
        return made;
    }

    /// <summary>A number as its own digits, so that no decimal is lost; <see langword="null"/> when the text is none.</summary>
    public static JsonNode? Number(string text)
    {
        if (!NumberPattern().IsMatch(text)) return null;
        var sign = text[0] == '-' ? "-" : "";
        var digits = text.TrimStart('+', '-');
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = (dot < 0 ? digits : digits[..dot]).TrimStart('0');
        var fraction = dot < 0 ? "" : digits[(dot + 1)..];
        return JsonNode.Parse($"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : ".")}{fraction}");
    }

    /// <summary>The URI of a v2 coding system (table 0396): from the code map <c>CodingSystem</c>, an HL7 table, an OID or URI; else after the base.</summary>
    public static string CodeSystem(string name, MessageConversion conversion)
    {
        if (name.Length == 0) return "";
        if (conversion.Tables.CodeMap("CodingSystem")?.Find(name) is { } known) return known.Code;
        if (TablePattern().Match(name) is { Success: true } table) return $"http://terminology.hl7.org/CodeSystem/v2-{table.Groups["table"].Value}";
        return IdentifierSystems.Universal(name, "") ?? conversion.Options.NamespaceBase + Uri.EscapeDataString(name);
    }

    private static JsonNode? Typed(string type, string text, string zone) => type switch
    {
        "date" => Text(FhirTime.DateOf(text)),
        "dateTime" => Text(FhirTime.DateTime(text, zone)),
        "instant" => Text(FhirTime.Instant(text, zone)),
        "time" => Text(FhirTime.TimeOfDay(text)),
        "decimal" => Number(text),
        "integer" => int.TryParse(text, out var number) ? number : null,
        "positiveInt" => int.TryParse(text, out var positive) && positive > 0 ? positive : null,
        "unsignedInt" => int.TryParse(text, out var unsigned) && unsigned >= 0 ? unsigned : null,
        "boolean" => text.ToUpperInvariant() switch { "Y" or "YES" or "T" or "TRUE" or "1" => true, "N" or "NO" or "F" or "FALSE" or "0" => false, _ => null },
        "uri" => text.Any(char.IsWhiteSpace) ? null : Text(text),
        _ => null,
    };

    private static JsonValue? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return JsonValue.Create(text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 ? text : Printable(text));
    }

    /// <summary>FHIR strings hold no control characters but tab, carriage return and line feed.</summary>
    public static string Printable(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = source[index] is < ' ' and not ('\t' or '\r' or '\n') ? ' ' : source[index];
        });

    private static JsonValue? Code(Rule rule, MessageConversion conversion, V2Value value)
    {
        var code = Collapsed(value.Text());
        if (code.Length == 0 || rule.Codes.Length == 0) return Text(code);
        if (Find(rule.Codes, conversion, code) is { } target) return Text(target.Code);
        conversion.Report("FHIR-0505", Severity.Information, value.Path, $"The code is not in the code map {rule.Codes}; {rule.Target.Text} does not say it.");
        return null;
    }

    private static JsonObject? Coding(Rule rule, MessageConversion conversion, V2Value value)
    {
        var code = Collapsed(value.Text());
        if (code.Length == 0) return null;
        var target = rule.Codes.Length > 0 ? Find(rule.Codes, conversion, code) : null;
        var coding = new JsonObject();
        if (target is { System.Length: > 1 }) coding["system"] = target.System;
        coding["code"] = target?.Code ?? code;
        if (target is { Display.Length: > 0 }) coding["display"] = target.Display;
        if (target is null && rule.Codes.Length > 0)
            conversion.Report("FHIR-0505", Severity.Information, value.Path, $"The code is not in the code map {rule.Codes}; it is kept without a system.");
        return coding;
    }

    private static CodeTarget? Find(string codes, MessageConversion conversion, string code) => conversion.Tables.CodeMap(codes)?.Find(code);

    private static string Mark(string text, V2Value value)
    {
        value.MarkRead();
        return text;
    }

    [GeneratedRegex(@"^[+-]?(\d{1,40}\.?\d{0,40}|\.\d{1,40})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^HL7-?(?<table>\d{4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex TablePattern();

    /// <summary>A code has no spaces around it and single ones inside.</summary>
    private static string Collapsed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
