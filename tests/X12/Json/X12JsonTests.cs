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
}
