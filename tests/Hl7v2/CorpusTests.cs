using System.Text.Json;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class CorpusTests
{
    [Fact]
    public void Every_file_gives_its_messages_and_every_byte_of_them()
    {
        foreach (var path in Corpus.Files())
        {
            var bytes = File.ReadAllBytes(path);
            var messages = Hl7File.Read(bytes).Value.Messages.ToList();
            foreach (var message in messages.Where(message => message.Value.Bytes.Length > 0))
                bytes.AsSpan().IndexOf(message.Value.Original.Span).ShouldBeGreaterThanOrEqualTo(path.Contains("utf16", StringComparison.Ordinal) ? -1 : 0, path);
            if (!path.Contains("sample_bad", StringComparison.Ordinal)) messages.Count.ShouldBePositive(path);
        }
    }

    [Fact]
    public void Counts_are_those_of_the_corpus_index()
    {
        var index = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("corpora/hl7v2/index.json"))).RootElement;
        foreach (var item in index.EnumerateArray())
        {
            // The index counts lines that start with MSH: not after a byte order mark, an indent or in UTF-16, and in frames once a line.
            var expected = item.GetProperty("messages").GetInt32();
            var name = item.GetProperty("file").GetString() ?? "";
            if (expected == 0 || name.Contains("sample_bad", StringComparison.Ordinal) || name.EndsWith(".bin", StringComparison.Ordinal)) continue;
            Hl7File.Read(File.ReadAllBytes(SharedData.Path($"corpora/hl7v2/{name}"))).Value.Messages.Count().ShouldBe(expected, name);
        }
    }

    [Theory]
    [InlineData("sample_bad_batch.hl7", "HL7-0020", "HL7-0024")]
    [InlineData("sample_bad_batch1.hl7", "HL7-0020", "HL7-0021", "HL7-0024")]
    [InlineData("sample_bad_file3.hl7", "HL7-0022", "HL7-0024")]
    public void Broken_envelopes_of_the_python_corpus_are_said_to_be(string name, params string[] codes) =>
        Hl7File.Read(File.ReadAllBytes(SharedData.Path($"corpora/hl7v2/python-hl7/{name}"))).Issues
            .Select(issue => issue.Code).Distinct().Order(StringComparer.Ordinal).ShouldBe(codes);
}
