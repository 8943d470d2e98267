namespace Carelake.Tests.Hl7v2;

public sealed class ViewGenerationTests
{
    [Fact]
    public void Views_of_segments_are_what_the_dictionary_says()
    {
        foreach (var id in ViewGenerator.Segments)
            Golden.Check(ViewGenerator.Segment(id), "src", "Hl7v2", "Generated", "Segments", $"{id[..1]}{id[1..].ToLowerInvariant()}Segment.cs");
    }

    [Fact]
    public void Views_of_data_types_are_what_the_dictionary_says()
    {
        foreach (var type in ViewGenerator.Composites())
            Golden.Check(ViewGenerator.Composite(type), "src", "Hl7v2", "Generated", "Types", $"{type[..1]}{type[1..].ToLowerInvariant()}.cs");
    }
}
