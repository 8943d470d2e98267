namespace Carelake.X12;

/// <summary>How acknowledgements are made.</summary>
/// <param name="At">Goes into the envelopes as date and time; the caller's clock.</param>
/// <param name="ControlNumber">The first interchange answered with; each answer takes the next. 1 to 999999999; the caller keeps them unique.</param>
public sealed record X12AcknowledgementOptions(DateTimeOffset At, int ControlNumber = 1)
{
    /// <summary>Claims are answered one by one with a 277CA (005010X214) beside the 999.</summary>
    public bool AnswersClaims { get; init; } = true;

    /// <summary>More errors of one transaction set are not listed, so that memory stays bounded.</summary>
    public int MostErrorsPerTransactionSet { get; init; } = 1000;
}
