using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>Strings written otherwise (FHIRPath 3.0, sections 5.6.13 to 5.6.16).</summary>
internal static class EncodingFunctions
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<Function> All { get; } =
    [
        new("encode", 1, 1, call => Convert(call, Encode)),
        new("decode", 1, 1, call => Convert(call, Decode)),
        new("escape", 1, 1, call => Convert(call, Escape)),
        new("unescape", 1, 1, call => Convert(call, Unescape)),
    ];

    private static void Convert(Call call, Func<string, string, string?> convert) =>
        call.Return(call.Text() is { } text && call.TextArgument(0) is { } format ? convert(text, format) : null);

    private static string? Encode(string text, string format) => format switch
    {
        "base64" => System.Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        "urlbase64" => System.Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Replace('+', '-').Replace('/', '_'),
        "hex" => System.Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        _ => null,
    };

    private static string? Decode(string text, string format)
    {
        try
        {
            return format switch
            {
                "base64" => Strict.GetString(System.Convert.FromBase64String(text)),
                "urlbase64" => Strict.GetString(Base64Url.DecodeFromChars(text)),
                "hex" => Strict.GetString(System.Convert.FromHexString(text)),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    // Half of a surrogate pair, as an expression can write it, is no text that JSON could hold.
    private static string? Escape(string text, string format)
    {
        if (format == "html") return WebUtility.HtmlEncode(text);
        if (format != "json") return null;
        try
        {
            return JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Unescape(string text, string format)
    {
        if (format == "html") return WebUtility.HtmlDecode(text);
        if (format != "json") return null;
        try
        {
            // Quotes that are not escaped stand for themselves.
            using var json = JsonDocument.Parse($"\"{text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
            return json.RootElement.GetString();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
