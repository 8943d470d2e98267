using System.Globalization;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>Answers to a message (HL7 v2.5.1 section 2.9).</summary>
public static class Acknowledgement
{
    private const int LeastRejection = 200;
    private const int LastRejection = 203;

    /// <summary>One answer.</summary>
    /// <param name="message">What is answered. It needs a header: without one nobody can be answered.</param>
    /// <param name="code">MSA-1.</param>
    /// <param name="errors">Become ERR segments, in order; none for a positive answer.</param>
    /// <param name="controlId">MSH-10 of the answer; unique among what this system sends.</param>
    /// <param name="at">MSH-7 of the answer, with its zone.</param>
    /// <returns>The answer in the message's own delimiters and character set.</returns>
    /// <exception cref="ArgumentException">The message has no header.</exception>
    public static Hl7Message Of(Hl7Message message, AcknowledgementCode code, IReadOnlyList<MessageError> errors, string controlId, DateTimeOffset at)
    {
        if (!message.Header.Exists) throw new ArgumentException("A message without MSH cannot be answered.", nameof(message));
        var writer = new Hl7Writer(message.Delimiters);
        var header = message.Header;
        writer.Segment("MSH",
            header.Field(5).Raw, header.Field(6).Raw, header.Field(3).Raw, header.Field(4).Raw, Moment(at), "",
            message.TriggerEvent is { Length: > 0 } trigger ? writer.Components("ACK", trigger, "ACK") : "ACK", writer.Value(controlId),
            header.Field(11).Raw, header.Field(12).Raw, "", "", "", "", header.Field(17).Raw, header.Field(18).Raw);
        // Before version 2.5 the place stood in ERR-1 and the text in MSA-3.
        var isOld = string.CompareOrdinal(message.Version, "2.5") < 0;
        writer.Segment("MSA", code.ToString(), header.Field(10).Raw, isOld && errors.Count > 0 ? writer.Value(errors[0].Message) : "");
        foreach (var error in errors)
            writer.Segment("ERR", isOld ? [OldError(writer, message, error)] : NewError(writer, error, message.Delimiters));
        return Hl7Message.Read(writer.ToBytes(message.WireEncoding), Hl7ReadOptions.File, isUtf8: false);
    }

    /// <summary>The answers that the sender of a message asked for.</summary>
    /// <param name="message">What is answered; it needs a header.</param>
    /// <param name="errors">
    /// What was found: errors with a code from 200 to 203 reject, other errors refuse, warnings are only told. In enhanced mode a rejection is told by the accept
    /// acknowledgement, and nothing follows it.
    /// </param>
    /// <param name="nextControlId">Gives a new control id at each call.</param>
    /// <param name="at">When.</param>
    /// <exception cref="ArgumentException">The message has no header.</exception>
    public static Answers For(Hl7Message message, IReadOnlyList<MessageError> errors, Func<string> nextControlId, DateTimeOffset at)
    {
        var mode = AcknowledgementMode.Of(message);
        var isRejected = errors.Any(error => error is { Severity: Severity.Error, Code: >= LeastRejection and <= LastRejection });
        var isGood = errors.All(error => error.Severity != Severity.Error);
        var accept = mode.WantsAccept(!isRejected)
            ? Of(message, isRejected ? AcknowledgementCode.CR : AcknowledgementCode.CA, isRejected ? errors : [], nextControlId(), at)
            : null;
        var isToldAlready = isRejected && accept is not null;
        var application = !isToldAlready && mode.WantsApplication(isGood)
            ? Of(message, isRejected ? AcknowledgementCode.AR : isGood ? AcknowledgementCode.AA : AcknowledgementCode.AE, errors, nextControlId(), at)
            : null;
        return new(accept, application);
    }

    private static string Moment(DateTimeOffset at) =>
        at.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static string[] NewError(Hl7Writer writer, MessageError error, Delimiters delimiters) =>
    [
        "", error.Location().Replace('^', (char)delimiters.Component), writer.Components($"{error.Code}", MessageError.NameOf(error.Code), "HL70357"), Letter(error.Severity),
        writer.Value(error.ApplicationCode), "", "", writer.Value(error.Message),
    ];

    private static string OldError(Hl7Writer writer, Hl7Message message, MessageError error) =>
        error.Path is { } path
            ? writer.Field(path.Segment, $"{path.Occurrence}", path.Field > 0 ? $"{path.Field}" : "", Subcomponents(writer, message, error))
            : writer.Field("", "", "", Subcomponents(writer, message, error));

    // Before 2.3 components had no parts: a sender without a subcomponent delimiter gets the code alone.
    private static string Subcomponents(Hl7Writer writer, Hl7Message message, MessageError error) =>
        message.Delimiters.Subcomponent == 0 ? $"{error.Code}" : writer.Subcomponents($"{error.Code}", MessageError.NameOf(error.Code), "HL70357");

    private static string Letter(Severity severity) => severity switch { Severity.Error => "E", Severity.Warning => "W", _ => "I" };
}
