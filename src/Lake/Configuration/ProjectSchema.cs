using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Carelake.Lake.Models;

namespace Carelake.Lake.Configuration;

/// <summary>
/// The JSON Schemas of <c>carelake.yaml</c> and of a model's YAML, made from the types that read them, for editors that complete and
/// check while one types. Published as <c>docs/reference/carelake.schema.json</c> and <c>model.schema.json</c>.
/// </summary>
public static class ProjectSchema
{
    private static readonly JsonSchemaExporterOptions Exporting = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Describe,
    };

    /// <summary>The schema of <c>carelake.yaml</c>, as indented JSON that ends with a line break.</summary>
    public static string OfProject() => Write(typeof(ProjectConfig), "carelake.yaml");

    /// <summary>The schema of a model's YAML.</summary>
    public static string OfModel() => Write(typeof(ModelSpec), "A model's YAML");

    private static string Write(Type type, string title)
    {
        var schema = LakeJson.Options.GetJsonSchemaAsNode(type, Exporting).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(LakeJson.Options).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node) return schema;
        if (context.TypeInfo.Type == typeof(SecretReference))
        {
            node["type"] = "string";
            node["pattern"] = "^(env|file|keyvault):.+$";
        }
        var member = context.PropertyInfo?.AttributeProvider ?? (context.Path.Length == 0 ? context.TypeInfo.Type : null);
        var description = member?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault()
            ?? context.TypeInfo.Type.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault();
        if (description is not null) node.Insert(0, "description", description.Description);
        return node;
    }
}
