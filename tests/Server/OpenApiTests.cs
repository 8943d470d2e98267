using System.Text.Encodings.Web;
using System.Text.Json;

namespace Carelake.Tests.Server;

/// <summary>The OpenAPI document: whole, and the same as the one that the dashboard's types are made from.</summary>
public sealed class OpenApiTests(ServedGroup group)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_that_the_dashboard_is_made_from_is_the_one_that_is_served()
    {
        var served = (await group.GetAsync(null, "/api/v1/openapi.json")).Body;
        var text = JsonSerializer.Serialize(served, Indented).Replace((await group.AddressAsync()).ToString().TrimEnd('/'), "http://127.0.0.1:8080", StringComparison.Ordinal) + "\n";

        Golden.Check(text, "web/openapi.json");
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_an_answer()
    {
        var served = (await group.GetAsync(null, "/api/v1/openapi.json")).Body;
        foreach (var path in served.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var place = $"{operation.Name} {path.Name}";
                operation.Value.TryGetProperty("operationId", out _).ShouldBeTrue(place);
                operation.Value.TryGetProperty("summary", out _).ShouldBeTrue(place);
                operation.Value.GetProperty("responses").EnumerateObject().ShouldNotBeEmpty(place);
            }
        }
    }
}
