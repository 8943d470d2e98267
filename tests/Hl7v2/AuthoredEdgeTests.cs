using System.Text.Json;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

/// <summary>The edge cases written for the standard's corners, against what their author expects.</summary>
public sealed class AuthoredEdgeTests
{
    public static TheoryData<string> Cases()
    {
        var cases = new TheoryData<string>();
        if (!SharedData.Has("corpora/hl7v2")) return [""];
        foreach (var item in Expected())
            if (item.Value<string>("file") is { } file && !file.EndsWith(".bin", StringComparison.Ordinal)) cases.Add(file);
        return cases;
    }

    private static List<JsonElement> Expected() => [.. JsonDocument.Parse(Corpus.Edge("expected.json")).RootElement.EnumerateArray()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_as_its_author_expects(string name)
    {
        var expected = Expected().Single(item => item.Value<string>("file") == name);

        var file = Hl7File.Read(Corpus.Edge(name)).Value;
        var messages = file.Messages.ToList();
        if (expected.TryGetProperty("messages", out var count)) messages.Count.ShouldBe(count.GetInt32());
        if (messages.Count == 0) return;
        var message = messages[0].Value;

        if (expected.TryGetProperty("segments", out var segments)) message.Segments.Count.ShouldBe(segments.GetInt32());
        if (expected.TryGetProperty("logical_segments", out var logical)) message.Segments.Count.ShouldBe(logical.GetInt32());
        foreach (var (path, value) in expected.Members("values"))
            message.Get(path).Text.ShouldBe(value.GetString(), path);
        foreach (var (path, value) in expected.Members("raw"))
            message.Get(path).Raw.ShouldBe(value.GetString(), path);
        foreach (var (path, value) in expected.Members("length"))
            message.Get(path).Text.Length.ShouldBe(value.GetInt32(), path);
        foreach (var (path, value) in expected.Members("repetitions"))
            message.Segment(path[..3]).Field(int.Parse(path[4..])).RepetitionCount.ShouldBe(value.GetInt32(), path);
        foreach (var path in expected.Items("null_fields"))
            message.Get(path).IsNull.ShouldBeTrue(path);
        foreach (var path in expected.Items("empty_fields"))
            message.Get(path).IsEmpty.ShouldBeTrue(path);
    }

    [Theory]
    [InlineData("lf.hl7", "HL7-0003")]
    [InlineData("crlf.hl7", "HL7-0003")]
    [InlineData("escape-unterminated.hl7", "HL7-0009")]
    [InlineData("msh2-short.hl7", "HL7-0002")]
    [InlineData("no-msh.hl7", "HL7-0001")]
    [InlineData("lowercase-segment.hl7", "HL7-0005")]
    [InlineData("charset-missing-but-cp1252.hl7", "HL7-0007")]
    public void Says_what_is_wrong(string name, string code) =>
        Hl7File.Read(Corpus.Edge(name)).Value.Messages.Single().Issues.Select(issue => issue.Code).ShouldBe([code]);

    [Theory]
    [InlineData("batch-ok.hl7")]
    [InlineData("batch-no-envelope.hl7")]
    [InlineData("batch-bts-count-wrong.hl7", "HL7-0020")]
    [InlineData("batch-missing-bts.hl7", "HL7-0021")]
    public void Says_what_is_wrong_with_the_envelope(string name, params string[] codes) =>
        Hl7File.Read(Corpus.Edge(name)).Issues.Select(issue => issue.Code).ShouldBe(codes);

    [Fact]
    public void Utf_16_is_refused_where_it_was_not_agreed() =>
        Hl7Message.Parse(Corpus.Edge("charset-utf16le.hl7")).Issues.Select(issue => issue.Code).ShouldBe(["HL7-0008"]);
}

file static class JsonReading
{
    public static T? Value<T>(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.Deserialize<T>() : default;

    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.EnumerateObject().Select(member => (member.Name, member.Value)) : [];

    public static IEnumerable<string> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.EnumerateArray().Select(item => item.GetString() ?? "") : [];
}
