using System.Text.Json.Nodes;
using Carelake.Lake.Configuration;

namespace Carelake.Tests.Lake.Configuration;

/// <summary>The published schemas are those of the types. <c>./test --golden ProjectSchema</c> writes them anew.</summary>
public sealed class ProjectSchemaTests
{
    [Fact]
    public void The_schema_of_a_project_is_fresh() => Check("carelake.schema.json", ProjectSchema.OfProject());

    [Fact]
    public void The_schema_of_a_model_is_fresh() => Check("model.schema.json", ProjectSchema.OfModel());

    [Fact]
    public void Unknown_keys_are_refused_by_the_schema_too()
    {
        var source = JsonNode.Parse(ProjectSchema.OfProject())!["properties"]!["sources"]!["additionalProperties"]!;

        source["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        source["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["connector", "tables"]);
        source["properties"]!["tables"]!["additionalProperties"]!["properties"]!["load"]!["enum"]!.AsArray()
            .Select(word => word!.GetValue<string>()).ShouldBe(["full", "incremental", "append"]);
    }

    private static void Check(string file, string schema)
    {
        var path = Repository.Path("docs", "reference", file);
        if (Environment.GetEnvironmentVariable("CARELAKE_GOLDEN") is not null) File.WriteAllText(path, schema);
        File.ReadAllText(path).ShouldBe(schema, "Run ./test --golden ProjectSchema and review the difference.");
    }
}
