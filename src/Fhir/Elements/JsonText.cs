using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Carelake.Core;

namespace Carelake.Fhir.Elements;

/// <summary>JSON as FHIR asks for it (R4, section 2.6.2.2): UTF-8, each name once in an object, strings that are Unicode.</summary>
internal static class JsonText
{
    private const int SmallObject = 16;

    /// <summary>Parses, or says why not; null only with an error.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, FhirReadLimits limits, out ImmutableArray<Issue> issues)
    {
        if (Refusal(bytes.Span, limits) is { } refusal)
        {
            issues = [refusal];
            return null;
        }
        var options = new JsonDocumentOptions { MaxDepth = limits.MaxDepth, AllowDuplicateProperties = true };
        try
        {
            var json = JsonDocument.Parse(bytes, options);
            issues = Duplicates(json.RootElement, bytes);
            return json;
        }
        catch (JsonException exception)
        {
            issues = [Issue("FHIR-0001", Place(bytes.Span, exception), "This is not JSON, or is nested too deeply.")];
            return null;
        }
    }

    /// <summary>Why a text is not even looked at; null when it is.</summary>
    public static Issue? Refusal(ReadOnlySpan<byte> bytes, FhirReadLimits limits)
    {
        if (bytes.Length > limits.MaxSizeBytes)
            return Issue("FHIR-0002", "", $"The document is longer than {limits.MaxSizeBytes} bytes.");
        if (!Utf8.IsValid(bytes))
            return Issue("FHIR-0003", Place(bytes, InvalidUtf8(bytes)), "The text is not UTF-8.");
        return LoneSurrogate(bytes) is var at and >= 0
            ? Issue("FHIR-0003", Place(bytes, at), "An escaped character is half of a surrogate pair, which is no Unicode text.")
            : null;
    }

    // Half a pair makes the framework throw when the string is read, so such documents are refused here, once.
    private static int LoneSurrogate(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at..].IndexOf((byte)'\\') is var next and >= 0)
        {
            at += next;
            var unit = Unit(bytes, at);
            if (unit is < 0xD800 or > 0xDFFF)
                at = Math.Min(at + 2, bytes.Length);
            else if (unit < 0xDC00 && Unit(bytes, at + 6) is >= 0xDC00 and <= 0xDFFF)
                at += 12;
            else
                return at;
        }
        return -1;
    }

    // The code unit of \uXXXX at a place; 0 for anything else.
    private static int Unit(ReadOnlySpan<byte> bytes, int at) =>
        at + 6 <= bytes.Length && bytes[at] == '\\' && bytes[at + 1] == 'u'
        && int.TryParse(bytes.Slice(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit) ? unit : 0;

    private static int InvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private static ImmutableArray<Issue> Duplicates(JsonElement json, ReadOnlyMemory<byte> bytes)
    {
        ImmutableArray<Issue>.Builder? found = null;
        Walk(json);
        return found?.ToImmutable() ?? [];

        void Walk(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    Look(element);
                    foreach (var property in element.EnumerateObject())
                        if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                            Walk(property.Value);
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                    {
                        // Arrays hold objects or values, hardly ever both; values need no look.
                        if (item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) continue;
                        Walk(item);
                    }
                    break;
            }
        }

        void Look(JsonElement element)
        {
            var count = element.GetPropertyCount();
            if (count < 2) return;
            if (count > SmallObject) LookByHash(element);
            else LookByPairs(element, count);
        }

        void LookByHash(JsonElement element)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
                if (!names.Add(property.Name))
                    Report(property);
        }

        void LookByPairs(JsonElement element, int count)
        {
            Span<ulong> seen = stackalloc ulong[SmallObject];
            var index = 0;
            foreach (var property in element.EnumerateObject())
            {
                var mark = Mark(JsonMarshal.GetRawUtf8PropertyName(property));
                if (mark == 0 || seen[..index].Contains(mark))
                {
                    LookByHash(element);
                    return;
                }
                seen[index++] = mark;
            }
        }

        void Report(JsonProperty property) =>
            (found ??= ImmutableArray.CreateBuilder<Issue>()).Add(Issue(
                "FHIR-0004", Place(bytes.Span, Offset(bytes.Span, JsonMarshal.GetRawUtf8PropertyName(property))), "The object has this name before."));
    }

    // Length and content mixed; equal marks are looked at again. Zero for a name with an escape in it, which can hide a duplicate.
    private static ulong Mark(ReadOnlySpan<byte> name)
    {
        ulong mark = (ulong)name.Length + 1;
        foreach (var letter in name)
        {
            if (letter == '\\') return 0;
            mark = (mark * 0x100000001B3UL) ^ letter;
        }
        return mark == 0 ? 1 : mark;
    }

    private static int Offset(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> part) => bytes.Overlaps(part, out var offset) ? offset : 0;

    private static string Place(ReadOnlySpan<byte> bytes, JsonException exception)
    {
        var at = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0) break;
            at += length + 1;
        }
        return Place(bytes, Math.Min(bytes.Length, at + (int)(exception.BytePositionInLine ?? 0)));
    }

    private static string Place(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return $"line {line}, column {column}";
    }

    private static Issue Issue(string code, string place, string message) => new(code, Severity.Error, place, message);
}
