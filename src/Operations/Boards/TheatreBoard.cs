using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>One theatre on a day.</summary>
/// <param name="Theatre">Its name.</param>
/// <param name="Cases">Its cases of the day, by the time they began or are planned to.</param>
public sealed record BoardTheatre(string Theatre, ImmutableArray<TheatreCase> Cases)
{
    /// <summary>Who is in theatre; <see langword="null"/> when it is empty.</summary>
    public TheatreCase? InTheatre => Cases.LastOrDefault(@case => @case.Status == TheatreCaseStatus.InTheatre);

    /// <summary>The next that is booked.</summary>
    public TheatreCase? Next => Cases.FirstOrDefault(@case => @case.Status == TheatreCaseStatus.Booked);

    /// <summary>Cases of a status.</summary>
    public int Count(TheatreCaseStatus status) => Cases.Count(@case => @case.Status == status);
}

/// <summary>The theatres of a facility on a day.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Start">The day's beginning.</param>
/// <param name="Theatres">In order of name.</param>
public sealed record TheatreBoard(string FacilityId, DateTimeOffset Start, ImmutableArray<BoardTheatre> Theatres)
{
    /// <summary>The cases that are planned for, or began in, the twenty-four hours from a moment.</summary>
    public static TheatreBoard Of(FlowState state, string facilityId, DateTimeOffset start) => new(facilityId, start,
    [
        .. state.Cases().Where(@case => @case.FacilityId == facilityId && (@case.InTheatreAt ?? @case.PlannedAt) is { } at && start <= at && at < start.AddDays(1))
            .GroupBy(@case => @case.Theatre, StringComparer.Ordinal).OrderBy(theatre => theatre.Key, StringComparer.Ordinal)
            .Select(theatre => new BoardTheatre(theatre.Key, [.. theatre.OrderBy(@case => @case.InTheatreAt ?? @case.PlannedAt).ThenBy(@case => @case.CaseId, StringComparer.Ordinal)])),
    ]);
}
