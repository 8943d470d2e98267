using System.Globalization;
using Carelake.Lake.Configuration;

namespace Carelake.Tests.Lake.Configuration;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 2 * * *", "2026-03-01T01:59:59", "2026-03-01T02:00")]
    [InlineData("0 2 * * *", "2026-03-01T02:00:00", "2026-03-02T02:00")]
    [InlineData("* * * * *", "2026-03-01T02:00:59.999", "2026-03-01T02:01")]
    [InlineData("*/15 * * * *", "2026-12-31T23:50:00", "2027-01-01T00:00")]
    [InlineData("5/20 * * * *", "2026-03-01T00:06:00", "2026-03-01T00:25")]
    [InlineData("0 6-8,20 * * *", "2026-03-01T08:00:00", "2026-03-01T20:00")]
    [InlineData("0 0 29 2 *", "2026-03-01T00:00:00", "2028-02-29T00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01T00:00:00", "2104-02-29T00:00")]
    [InlineData("0 0 31 * *", "2026-04-01T00:00:00", "2026-05-31T00:00")]
    [InlineData("0 9 * * mon-fri", "2026-11-27T09:00:00", "2026-11-30T09:00")]
    [InlineData("0 9 * * 7", "2026-11-24T00:00:00", "2026-11-29T09:00")]
    [InlineData("0 9 * * 0", "2026-11-24T00:00:00", "2026-11-29T09:00")]
    [InlineData("0 0 1 JAN,JUL *", "2026-01-01T00:00:00", "2026-07-01T00:00")]
    // Both day fields restricted: the 13th, and every Friday.
    [InlineData("0 0 13 * FRI", "2026-11-24T00:00:00", "2026-11-27T00:00")]
    [InlineData("0 0 13 * FRI", "2026-12-11T00:00:00", "2026-12-13T00:00")]
    // A day field that begins with a star restricts together with the other one.
    [InlineData("0 0 */2 * FRI", "2026-11-28T00:00:00", "2026-12-11T00:00")]
    public void The_next_time_is_the_first_after_the_moment(string text, string after, string next)
    {
        CronSchedule.TryParse(text, out var schedule, out var problem).ShouldBeTrue(problem);

        schedule!.NextAfter(Utc(after)).ShouldBe(Utc(next));
    }

    [Theory]
    [InlineData("0 2 * *", "five cron fields")]
    [InlineData("@daily", "five cron fields")]
    [InlineData("60 2 * * *", "minute that is not 0 to 59")]
    [InlineData("0 24 * * *", "hour that is not 0 to 23")]
    [InlineData("0 2 0 * *", "day of the month that is not 1 to 31")]
    [InlineData("0 2 * FOO *", "month that is not 1 to 12")]
    [InlineData("0 2 * * 8", "day of the week that is not 0 to 7")]
    [InlineData("*/0 2 * * *", "minute that is not")]
    [InlineData("9-5 2 * * *", "minute that is not")]
    [InlineData("1--2 2 * * *", "minute that is not")]
    [InlineData(", 2 * * *", "minute that is not")]
    [InlineData("99999999999 2 * * *", "minute that is not")]
    [InlineData("0 0 30 2 *", "a day that never comes")]
    public void What_is_wrong_is_said(string text, string says)
    {
        CronSchedule.TryParse(text, out _, out var problem).ShouldBeFalse();

        problem.ShouldContain(says);
    }

    [Fact]
    public void No_time_is_passed_over()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 200; round++)
        {
            var (minute, hour, day) = (random.Next(60), random.Next(24), random.Next(1, 29));
            CronSchedule.TryParse($"{minute}-59/7 {hour},23 {day} * {random.Next(7)}", out var schedule, out _).ShouldBeTrue();
            var start = Utc("2026-01-01T00:00:00").AddMinutes(random.Next(500_000));
            var next = schedule!.NextAfter(start)!.Value; // It comes every month.
            next.ShouldBeGreaterThan(start);
            // None in between: a moment just before the answer gives the answer too.
            schedule.NextAfter(next.AddTicks(-1)).ShouldBe(next);
            schedule.NextAfter(start.AddTicks((next - start).Ticks / 2)).ShouldBe(next);
        }
    }

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
