using System.Text;
using Carelake.Fhir.Elements;

namespace Carelake.Tests.Fhir.Elements;

public sealed class FhirWriterTests
{
    private static string Written(string json, bool isIndented = false) =>
        Encoding.UTF8.GetString(FhirWriter.ToUtf8(FhirDocument.Parse(Encoding.UTF8.GetBytes(json)).Value!.Root, isIndented));

    [Theory]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":72.50}}""")]
    [InlineData("""{"a":1.0e2,"b":-0.00,"c":12345678901234567890.123456789}""")]
    [InlineData("""{"a":"\u00e9 \/ é","unknown":[{},[],null,true]}""")]
    public void What_is_read_is_written_byte_for_byte(string json) => Written(json).ShouldBe(json);

    [Fact]
    public void White_space_is_the_writers_own()
    {
        Written("{ \"a\" : [ 1 , 2 ] }").ShouldBe("{\"a\":[1,2]}");
        Written("{\"a\":[1],\"b\":{}}", isIndented: true).ShouldBe("{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}");
    }
}
