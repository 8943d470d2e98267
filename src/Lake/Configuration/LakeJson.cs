using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Carelake.Lake.Configuration;

/// <summary>
/// How configuration types are spelt in files: snake_case, nothing unknown, nothing null that is not said to be. The YAML reader,
/// the JSON Schema and the schema's test all go by this one contract, so they cannot disagree.
/// </summary>
internal static class LakeJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
            WriteIndented = true,
        };
        options.MakeReadOnly();
        return options;
    }
}
