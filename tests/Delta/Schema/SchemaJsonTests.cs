using Carelake.Core;
using Carelake.Delta.Schema;

namespace Carelake.Tests.Delta.Schema;

public class SchemaJsonTests
{
    private const string Nested = """
        {"type":"struct","fields":[
          {"name":"id","type":"long","nullable":false,"metadata":{"comment":"the \"key\"","delta.columnMapping.id":4,
            "delta.columnMapping.physicalName":"col-1"}},
          {"name":"amount","type":"decimal(12,2)","nullable":true,"metadata":{}},
          {"name":"tags","type":{"type":"array","elementType":{"type":"map","keyType":"string","valueType":"timestamp_ntz",
            "valueContainsNull":false},"containsNull":false},"nullable":true,"metadata":{}},
          {"name":"who","type":{"type":"struct","fields":[{"name":"first name","type":"string","nullable":true,"metadata":{}}]},
            "nullable":true,"metadata":{}}]}
        """;

    [Fact]
    public void Nested_types_nullability_and_metadata_are_read()
    {
        var schema = SchemaJson.Parse(Nested);

        schema.SparkName.ShouldBe(
            "struct<id:bigint,amount:decimal(12,2),tags:array<map<string,timestamp_ntz>>,who:struct<first name:string>>");
        var id = schema.Find("ID").ShouldNotBeNull();
        id.Nullable.ShouldBeFalse();
        id.Comment.ShouldBe("the \"key\"");
        id.ColumnMappingId.ShouldBe(4);
        id.PhysicalName.ShouldBe("col-1");
        schema.Find("amount").ShouldNotBeNull().PhysicalName.ShouldBe("amount");
        schema.Find("tags").ShouldNotBeNull().Type.ShouldBe(
            new ArrayType(new MapType(PrimitiveType.String, PrimitiveType.TimestampNtz, ValueContainsNull: false), ContainsNull: false));
    }

    [Fact]
    public void Written_and_read_again_it_is_the_same()
    {
        var schema = SchemaJson.Parse(Nested);
        SchemaJson.Parse(SchemaJson.Write(schema)).ShouldBe(schema);
    }

    [Fact]
    public void A_field_keeps_its_comment_its_mapping_and_its_earlier_types()
    {
        var field = new StructField("n", PrimitiveType.Short).WithComment("how many").WithColumnMapping(7, "col-x")
            .WithWiderType(PrimitiveType.Integer).WithWiderType(PrimitiveType.Long);

        var read = SchemaJson.Parse(SchemaJson.Write(new StructType([field]))).Fields.ShouldHaveSingleItem();

        read.ShouldBe(field);
        read.TypeChanges.ShouldBe(
            [new TypeChange(PrimitiveType.Short, PrimitiveType.Integer), new TypeChange(PrimitiveType.Integer, PrimitiveType.Long)]);
    }

    [Theory]
    [InlineData("""{"type":"struct","fields":[{"name":"v","type":"variant","nullable":true,"metadata":{}}]}""", "variant")]
    [InlineData("""{"type":"struct","fields":[{"name":"v","nullable":true,"metadata":{}}]}""", "type is missing")]
    [InlineData("""{"type":"struct"}""", "fields")]
    [InlineData("\"string\"", "not a struct")]
    [InlineData("{", "not well formed")]
    public void What_is_not_a_schema_is_refused_by_name(string json, string named)
    {
        var error = Should.Throw<CarelakeException>(() => SchemaJson.Parse(json));
        error.Code.ShouldBe("DELTA-0206");
        error.Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("byte", "short", true)]
    [InlineData("short", "byte", false)]
    [InlineData("integer", "long", true)]
    [InlineData("integer", "double", true)]
    [InlineData("long", "double", false)]
    [InlineData("float", "double", true)]
    [InlineData("date", "timestamp_ntz", true)]
    [InlineData("date", "timestamp", false)]
    [InlineData("integer", "decimal(10,0)", true)]
    [InlineData("integer", "decimal(10,1)", false)]
    [InlineData("byte", "decimal(5,0)", false)]
    [InlineData("long", "decimal(20,0)", true)]
    [InlineData("decimal(5,2)", "decimal(7,3)", true)]
    [InlineData("decimal(5,2)", "decimal(6,4)", false)]
    [InlineData("string", "string", false)]
    public void Widening_keeps_every_value(string from, string to, bool allowed) =>
        TypeWidening.IsAllowed(Type(from), Type(to)).ShouldBe(allowed);

    private static DeltaType Type(string name) =>
        SchemaJson.Parse($$"""{"type":"struct","fields":[{"name":"c","type":"{{name}}"}]}""").Fields[0].Type;
}
