using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Carelake.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Carelake.Lake.Configuration;

/// <summary>
/// Reads one YAML document into a configuration type, strictly: every key is known, every value is of its type, and what is wrong
/// is said with line and column. The expected type decides what a scalar means, so <c>no</c> stays a word where text is wanted.
/// </summary>
internal sealed class YamlFile
{
    // Configuration is nested a handful of levels; deeper means an alias that contains itself.
    private const int MaximumDepth = 64;

    private readonly string _file;
    private readonly List<Issue> _issues = [];
    private readonly Dictionary<string, string> _places = [];

    private YamlFile(string file) => _file = file;

    /// <summary>Reads the text.</summary>
    /// <param name="text">The YAML document.</param>
    /// <param name="file">Its path, for the locations of issues.</param>
    /// <typeparam name="T">A record whose contract is that of <see cref="LakeJson"/>.</typeparam>
    /// <returns>The value with the places its keys stand at, and what was wrong; no value when an issue is an error.</returns>
    public static Parsed<YamlDocument<T>?> Read<T>(string text, string file) where T : class
    {
        var reader = new YamlFile(file);
        var value = reader.ReadRoot<T>(text);
        return new(value is null ? null : new YamlDocument<T>(value, file, reader._places), [.. reader._issues]);
    }

    private T? ReadRoot<T>(string text) where T : class
    {
        var root = Root(text);
        if (root is null) return null;
        var json = Convert(root, LakeJson.Options.GetTypeInfo(typeof(T)), "", 0);
        return _issues.Count > 0 ? null : json.Deserialize<T>(LakeJson.Options);
    }

    private YamlNode? Root(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            Report(ConfigurationCodes.NotYaml, $"{_file}:1:1", "The file must hold exactly one YAML document.");
        }
        catch (YamlException error)
        {
            Report(ConfigurationCodes.NotYaml, Place(error.Start), $"This is not valid YAML: {error.Message}");
        }
        return null;
    }

    private JsonNode? Convert(YamlNode node, JsonTypeInfo type, string path, int depth)
    {
        _places.TryAdd(path, Place(node.Start));
        if (depth > MaximumDepth)
            return Wrong(node, "The document is nested too deeply, or an alias contains itself.");
        return type.Kind switch
        {
            JsonTypeInfoKind.Object => Mapping(node, type, path, depth),
            JsonTypeInfoKind.Dictionary => Dictionary(node, type, path, depth),
            JsonTypeInfoKind.Enumerable => Sequence(node, type, path, depth),
            _ => Scalar(node, type),
        };
    }

    private JsonNode? Mapping(YamlNode node, JsonTypeInfo type, string path, int depth)
    {
        if (node is not YamlMappingNode mapping)
            return Wrong(node, $"A mapping with keys such as '{type.Properties.FirstOrDefault()?.Name}' is expected here.");
        var known = type.Properties.ToDictionary(property => property.Name);
        var result = new JsonObject();
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var key = Key(keyNode);
            if (!known.TryGetValue(key, out var property))
                Report(ConfigurationCodes.UnknownKey, Place(keyNode.Start), $"Unknown key '{key}'. {Suggestion.For(key, known.Keys)}");
            else
                result[key] = Value(valueNode, property, Join(path, key), depth);
        }
        foreach (var missing in known.Values.Where(property => property.IsRequired && !result.ContainsKey(property.Name)))
            Report(ConfigurationCodes.MissingKey, Place(node.Start), $"The key '{missing.Name}' is missing.");
        return result;
    }

    private JsonNode? Value(YamlNode node, JsonPropertyInfo property, string path, int depth)
    {
        if (!IsNull(node)) return Convert(node, LakeJson.Options.GetTypeInfo(property.PropertyType), path, depth + 1);
        if (!property.IsSetNullable || IsValueType(property.PropertyType))
            Report(ConfigurationCodes.WrongValue, Place(node.Start), $"The key '{property.Name}' has no value.");
        return null;
    }

    private static bool IsValueType(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null;

    private JsonNode? Dictionary(YamlNode node, JsonTypeInfo type, string path, int depth)
    {
        if (node is not YamlMappingNode mapping) return Wrong(node, "A mapping of names to values is expected here.");
        var valueType = LakeJson.Options.GetTypeInfo(type.ElementType!);
        var result = new JsonObject();
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var key = Key(keyNode);
            // `orders:` with nothing after it is an entry with every setting at its default.
            var value = IsNull(valueNode) && valueType.Kind == JsonTypeInfoKind.Object
                ? new YamlMappingNode()
                : valueNode;
            _places[Join(path, key)] = Place(keyNode.Start);
            result[key] = Convert(value, valueType, Join(path, key), depth + 1);
        }
        return result;
    }

    private JsonNode? Sequence(YamlNode node, JsonTypeInfo type, string path, int depth)
    {
        if (node is not YamlSequenceNode sequence) return Wrong(node, "A list is expected here, such as [a, b].");
        var element = LakeJson.Options.GetTypeInfo(type.ElementType!);
        return new JsonArray([.. sequence.Children.Select((child, index) => Convert(child, element, Join(path, $"{index}"), depth + 1))]);
    }

    private JsonNode? Scalar(YamlNode node, JsonTypeInfo type)
    {
        if (node is not YamlScalarNode { Value: { } text }) return Wrong(node, "A single value is expected here.");
        var target = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (target == typeof(string)) return JsonValue.Create(text);
        if (target == typeof(bool)) return Boolean(node, text);
        if (target == typeof(int) || target == typeof(long)) return Whole(node, text);
        if (target.IsEnum) return Word(node, text, target);
        if (target == typeof(decimal) || target == typeof(double)) return Number(node, text);
        return Converted(node, text, target);
    }

    private JsonNode? Boolean(YamlNode node, string text) => text switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => Wrong(node, "Write true or false."),
    };

    private JsonNode? Whole(YamlNode node, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? JsonValue.Create(value)
            : Wrong(node, "A whole number is expected here.");

    private JsonNode? Number(YamlNode node, string text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            ? JsonValue.Create(value)
            : Wrong(node, "A number is expected here.");

    private JsonNode? Word(YamlNode node, string text, Type target)
    {
        var words = Enum.GetNames(target).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToList();
        return words.Contains(text)
            ? JsonValue.Create(text)
            : Wrong(node, $"'{text}' is not one of the allowed words. {Suggestion.For(text, words)}");
    }

    private JsonNode? Converted(YamlNode node, string text, Type target)
    {
        var value = JsonValue.Create(text);
        try
        {
            value.Deserialize(target, LakeJson.Options);
            return value;
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return Wrong(node, Expected(target));
        }
    }

    private static string Expected(Type target)
    {
        if (target == typeof(TimeSpan)) return "A time span is expected here, such as 00:30:00 (hours, minutes, seconds).";
        if (target == typeof(DateOnly)) return "A date is expected here, such as 2024-12-31.";
        // Secrets are the only other single values. The text itself must not be repeated.
        return "A secret is written as a reference: env:NAME, file:PATH or keyvault:NAME, never as itself.";
    }

    private string Key(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text }) return text;
        Wrong(node, "A key must be a single word.");
        return "";
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or null };

    private JsonNode? Wrong(YamlNode node, string message)
    {
        Report(ConfigurationCodes.WrongValue, Place(node.Start), message);
        return null;
    }

    private void Report(string code, string place, string message) => _issues.Add(new Issue(code, Severity.Error, place, message));

    private string Place(Mark mark) => $"{_file}:{mark.Line}:{mark.Column}";

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}/{key}";
}
