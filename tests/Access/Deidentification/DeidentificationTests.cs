using System.Collections.Immutable;
using Carelake.Access.Deidentification;

namespace Carelake.Tests.Access.Deidentification;

public sealed class DeidentificationTests
{
    private readonly Pseudonyms _pseudonyms = new(new byte[32]);

    [Fact]
    public void A_pseudonym_is_the_same_each_time_and_another_under_another_key_or_kind()
    {
        _pseudonyms.Of("mrn-1", "patient").ShouldBe(_pseudonyms.Of("mrn-1", "patient"));
        _pseudonyms.Of("mrn-1", "patient").ShouldNotBe(_pseudonyms.Of("mrn-1", "encounter"));
        _pseudonyms.Of("mrn-1", "patient").ShouldNotBe(new Pseudonyms([1, .. new byte[31]]).Of("mrn-1", "patient"));
        _pseudonyms.Of("mrn-1", "patient").Length.ShouldBe(20);
    }

    [Fact]
    public void The_dates_of_a_patient_move_together_and_always_move()
    {
        for (var number = 0; number < 1_000; number++)
        {
            var (admitted, discharged) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 8));
            var moved = _pseudonyms.Shift(admitted, $"p{number}", 180);
            var days = moved.DayNumber - admitted.DayNumber;
            days.ShouldNotBe(0);
            Math.Abs(days).ShouldBeLessThanOrEqualTo(180);
            (_pseudonyms.Shift(discharged, $"p{number}", 180).DayNumber - moved.DayNumber).ShouldBe(7);
        }
        _pseudonyms.Shift(DateOnly.MaxValue, "p", 180).ShouldBeLessThanOrEqualTo(DateOnly.MaxValue);
    }

    [Theory]
    [InlineData("1950-06-01", "75")]
    [InlineData("1936-01-15", "90+")]
    [InlineData("1936-01-16", "89")]
    [InlineData("2026-01-16", "")]
    public void Ages_above_89_are_one_group(string born, string expected) =>
        SafeHarbor.Age(DateOnly.Parse(born), new DateOnly(2026, 1, 15)).ShouldBe(expected);

    [Theory]
    [InlineData("12345", "123")]
    [InlineData("03601-2222", "000")]
    [InlineData("1234", "")]
    [InlineData("SW1A 1AA", "")]
    public void Places_stay_as_areas_of_many_people(string zip, string expected) => SafeHarbor.ZipArea(zip).ShouldBe(expected);

    [Fact]
    public void A_year_that_would_tell_an_age_above_89_goes()
    {
        var asOf = new DateOnly(2026, 1, 15);
        SafeHarbor.Year(new DateOnly(1930, 5, 1), new DateOnly(1930, 5, 1), asOf).ShouldBeNull();
        SafeHarbor.Year(new DateOnly(2020, 5, 1), new DateOnly(1930, 5, 1), asOf).ShouldBe(2020);
        SafeHarbor.Year(new DateOnly(1960, 5, 1), new DateOnly(1960, 5, 1), asOf).ShouldBe(1960);
    }

    [Fact]
    public void Small_groups_are_found()
    {
        ImmutableArray<string?> Row(string? zip, string? age) => [zip, age];
        var found = KAnonymity.Measure([Row("123", "40"), Row("123", "40"), Row("123", "41"), Row("12", "340"), Row(null, "340"), Row("12", "340")], k: 2);

        found.SmallestGroup.ShouldBe(1);
        found.Groups.ShouldBe(4);
        found.TooSmall.ShouldBe([2, 4]);
        found.LargestRisk.ShouldBe(1);
        KAnonymity.Measure([], 5).SmallestGroup.ShouldBe(0);
    }

    [Fact]
    public void Text_loses_what_the_record_knows_and_what_looks_like_an_identifier()
    {
        var text = TextScrubber.Scrub(
            "Zelda Example-Smith (MRN 00471123, SSN 123-45-6789), seen 12/03/2025 and on March 4, 2025; call (555) 010-9999 or z.smith@example.org. BP 120/80, smithereens.",
            ["Zelda Example-Smith", "Smith"]);

        text.ShouldBe("[name] (MRN [number], SSN [ssn]), seen [date] and on [date]; call [phone] or [address]. BP 120/80, smithereens.");
    }
}
