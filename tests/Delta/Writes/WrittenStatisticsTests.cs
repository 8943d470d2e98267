using System.Text.Json;
using Carelake.Delta.Schema;
using Carelake.Delta.Writes;

namespace Carelake.Tests.Delta.Writes;

public sealed class WrittenStatisticsTests
{
    [Theory]
    [InlineData("long", "-5", "7", "-5", "7")]
    [InlineData("decimal(18,2)", "0.10", "1498.50", "0.10", "1498.50")]
    [InlineData("double", "-1e+300", "0.1", "-1e+300", "0.1")]
    [InlineData("double", "-inf", "inf", null, null)]
    [InlineData("boolean", "0", "1", null, null)]
    [InlineData("binary", "00", "FF", null, null)]
    [InlineData("date", "2024-01-01", "2024-12-31", "\"2024-01-01\"", "\"2024-12-31\"")]
    [InlineData("date", "-infinity", "infinity", null, null)]
    [InlineData("date", "0044-03-15 (BC)", "2024-12-31", null, "\"2024-12-31\"")]
    [InlineData("timestamp_ntz", "2024-01-01 00:00:00", "2024-01-01 00:00:00.0005", "\"2024-01-01T00:00:00.000\"", "\"2024-01-01T00:00:00.001\"")]
    [InlineData("timestamp_ntz", "2024-01-01 00:00:00.1239", "2024-01-01 00:00:00.123", "\"2024-01-01T00:00:00.123\"", "\"2024-01-01T00:00:00.123\"")]
    [InlineData("timestamp", "2024-01-01 00:00:00+00", "2024-01-01 00:00:01+00", "\"2024-01-01T00:00:00.000Z\"", "\"2024-01-01T00:00:01.000Z\"")]
    [InlineData("timestamp", "2024-01-01 00:00:00+01", "2024-01-01 00:00:00-05", null, null)]
    [InlineData("string", "", "plain", "\"\"", "\"plain\"")]
    public void Bounds_are_said_exactly_or_not_at_all(string type, string min, string max, string? wantedMin, string? wantedMax)
    {
        var stats = Stats(type, new() { ["min"] = min, ["max"] = max, ["null_count"] = "3" });
        Text(stats, "minValues").ShouldBe(wantedMin);
        Text(stats, "maxValues").ShouldBe(wantedMax);
        Text(stats, "nullCount").ShouldBe("3");
        stats.GetProperty("numRecords").GetInt64().ShouldBe(10);
    }

    [Fact]
    public void Not_a_number_is_above_all_numbers()
    {
        var stats = Stats("double", new() { ["min"] = "0.0", ["max"] = "1.0", ["has_nan"] = "true" });
        Text(stats, "minValues").ShouldBe("0.0");
        Text(stats, "maxValues").ShouldBeNull();
    }

    [Fact]
    public void Long_texts_are_cut_without_losing_a_row_or_half_a_letter()
    {
        var text = new string('x', 31) + "😀tail";
        var stats = Stats("string", new() { ["min"] = text, ["max"] = text });
        var min = stats.GetProperty("minValues").GetProperty("c").GetString()!;
        var max = stats.GetProperty("maxValues").GetProperty("c").GetString()!;
        min.ShouldBe(new string('x', 31));
        max.ShouldBe(new string('x', 31) + "\U0010FFFF");
        string.CompareOrdinal(min, text).ShouldBeLessThan(0);
        System.Text.Encoding.UTF8.GetBytes(max).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Structs_nest_and_only_the_first_leaves_are_kept()
    {
        var schema = SchemaJson.Parse("""
            {"type":"struct","fields":[
              {"name":"s","type":{"type":"struct","fields":[{"name":"a\"b","type":"long","nullable":true,"metadata":{}}]},"nullable":true,"metadata":{}},
              {"name":"late","type":"long","nullable":true,"metadata":{}}]}
            """);
        var values = new Dictionary<string, string?> { ["min"] = "1", ["max"] = "2", ["null_count"] = "0" };
        var columns = new Dictionary<string, IReadOnlyDictionary<string, string?>> { ["\"s\".\"a\"\"b\""] = values, ["\"late\""] = values };
        WrittenStatistics.ToJson(10, schema, columns, indexedColumns: 1).ShouldBe(
            """{"numRecords":10,"minValues":{"s":{"a\"b":1}},"maxValues":{"s":{"a\"b":2}},"nullCount":{"s":{"a\"b":0}}}""");
    }

    [Fact]
    public void A_file_that_lost_rows_says_that_its_bounds_are_wide()
    {
        using var stats = JsonDocument.Parse(WrittenStatistics.WithWideBounds("""{"numRecords":5,"minValues":{"c":1}}""", 5));
        stats.RootElement.GetProperty("tightBounds").GetBoolean().ShouldBeFalse();
        stats.RootElement.GetProperty("minValues").GetProperty("c").GetInt32().ShouldBe(1);
        WrittenStatistics.RowCount(WrittenStatistics.WithWideBounds(null, 7)).ShouldBe(7);
    }

    private static JsonElement Stats(string type, Dictionary<string, string?> values)
    {
        var schema = SchemaJson.Parse(
            $$$"""{"type":"struct","fields":[{"name":"c","type":"{{{type}}}","nullable":true,"metadata":{}}]}""");
        var columns = new Dictionary<string, IReadOnlyDictionary<string, string?>> { ["\"c\""] = values };
        return JsonElement.Parse(WrittenStatistics.ToJson(10, schema, columns));
    }

    private static string? Text(JsonElement stats, string kind) =>
        stats.GetProperty(kind).TryGetProperty("c", out var value) ? value.GetRawText() : null;
}
