using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Tests.Fhir.FromHl7v2;

public sealed class FhirTimeTests
{
    [Theory]
    [InlineData("2025", "2025")]
    [InlineData("202501", "2025-01")]
    [InlineData("20250115", "2025-01-15")]
    [InlineData("2025011510", "2025-01-15T10:00:00Z")]
    [InlineData("202501151030", "2025-01-15T10:30:00Z")]
    [InlineData("20250115103059.125-0500", "2025-01-15T10:30:59.125-05:00")]
    [InlineData("202501151030+0530", "2025-01-15T10:30:00+05:30")]
    [InlineData("20250115103", "2025-01-15T10:00:00Z")]
    [InlineData("00000000", null)]
    [InlineData("20250230", null)]
    [InlineData("202501152530", null)]
    [InlineData("yesterday", null)]
    public void A_time_is_as_precise_as_it_was_sent(string sent, string? written) => FhirTime.DateTime(sent, "Z").ShouldBe(written);

    [Theory]
    [InlineData("1030", "10:30:00")]
    [InlineData("103015.5", "10:30:15.5")]
    [InlineData("2460", null)]
    public void A_time_of_day_has_seconds(string sent, string? written) => FhirTime.TimeOfDay(sent).ShouldBe(written);
}
