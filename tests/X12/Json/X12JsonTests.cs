using System.Buffers;
using System.Text;
using Carelake.X12.Json;

namespace Carelake.Tests.X12.Json;

public sealed class X12JsonTests
{
    public static TheoryData<string> Corpora() => SharedData.Has("corpora/x12") ? [.. ModelCorpus.All()] : ["corpora/x12"];

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Every_public_file_comes_back_byte_for_byte(string name)
    {
        var bytes = ModelCorpus.Read(name);
        var back = X12JsonReader.Read(Json(bytes));

        back.Issues.ShouldBeEmpty();
        back.Value.AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Every_public_file_comes_back_byte_for_byte_from_lines_and_whatever_it_is_cut_into(string name)
    {
        var bytes = ModelCorpus.Read(name);
        var lines = Json(bytes, X12JsonLayout.Lines, pieceBytes: 70_001);

        Back(lines).AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
        Json(bytes, X12JsonLayout.Document, pieceBytes: 997).AsSpan().SequenceEqual(Json(bytes)).ShouldBeTrue(name);
    }

    [Fact]
    public void A_claim_is_a_line_and_says_which_loops_it_lies_in()
    {
        var lines = Encoding.UTF8.GetString(Json(ModelCorpus.Read("corpora/x12/authored/p-837-valid.edi"), X12JsonLayout.Lines, pieceBytes: 1000)).TrimEnd('\n').Split('\n');

        lines[0].ShouldBe("{\"format\":\"carelake-x12-json/1\",\"layout\":\"lines\",\"between_segments\":\"\\n\"}");
        lines.Count(line => line.Contains("\"loop\":\"2300\"", StringComparison.Ordinal)).ShouldBe(2);
        lines.ShouldContain(line => line.StartsWith("{\"in\":[\"ST\",\"2000A\",\"2000B\"],\"loop\":\"2300\",\"content\":[{\"segment\":\"CLM\"", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("{\"in\":[\"ST\",\"2000A\",\"2010AA\"],\"segment\":\"NM1\"", StringComparison.Ordinal));
        lines.ShouldAllBe(line => line.StartsWith('{') && line.EndsWith('}'));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"format\":\"carelake-x12-json/1\"}")]
    [InlineData("{\"format\":\"carelake-x12-json/1\",\"layout\":\"lines\"}\n{\"segment\":5}")]
    [InlineData("{\"format\":\"carelake-x12-json/1\",\"layout\":\"lines\"}\n{\"segment\":\"CLM\"")]
    public void Other_lines_are_refused(string lines)
    {
        var reader = new X12JsonLineReader(new ArrayBufferWriter<byte>());

        lines.Split('\n').Select(line => reader.Read(Encoding.UTF8.GetBytes(line))).Last().ShouldNotBeNull().Code.ShouldBe("X12-0560");
    }

    [Theory]
    [InlineData("p-837-valid")]
    [InlineData("p-835-valid")]
    public void Loops_and_elements_have_the_names_of_the_guide(string name) =>
        Golden.Check(
            Encoding.UTF8.GetString(Json(ModelCorpus.Read($"corpora/x12/authored/{name}.edi"))) + "\n", "tests", "X12", "Json", "Golden", $"{name}.expected.json");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format\":\"carelake-x12-json/1\"}")]
    [InlineData("{\"format\":\"carelake-x12-json/1\",\"content\":[{\"segment\":\"CLM\",\"elements\":{\"CLM99999999\":\"\"}}]}")]
    [InlineData("{\"format\":\"carelake-x12-json/1\",\"content\":[{\"segment\":\"\\ud800\"}]}")]
    public void Other_JSON_is_refused(string json)
    {
        var read = X12JsonReader.Read(Encoding.UTF8.GetBytes(json));

        read.IsUsable.ShouldBeFalse();
        read.Issues.ShouldHaveSingleItem().Code.ShouldBe("X12-0560");
    }

    public static byte[] Json(byte[] bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        X12Json.Write(bytes, output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Json(byte[] bytes, X12JsonLayout layout, int pieceBytes)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new X12JsonWriter(output, layout);
        foreach (var piece in bytes.Chunk(pieceBytes)) writer.Feed(piece);
        writer.Complete();
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Back(byte[] lines)
    {
        var output = new ArrayBufferWriter<byte>();
        var reader = new X12JsonLineReader(output);
        for (var start = 0; start < lines.Length;)
        {
            var end = Array.IndexOf(lines, (byte)'\n', start);
            reader.Read(lines.AsMemory(start, end - start)).ShouldBeNull();
            start = end + 1;
        }
        return output.WrittenSpan.ToArray();
    }
}
