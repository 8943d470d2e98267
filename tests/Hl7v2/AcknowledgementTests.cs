using System.Text;
using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class AcknowledgementTests
{
    private static readonly DateTimeOffset At = new(2025, 1, 15, 10, 30, 0, TimeSpan.FromHours(5.5));

    private static Answers Answer(Hl7Message message, params string[] processingIds)
    {
        var rules = processingIds.Length == 0 ? ReceiverRules.Default : ReceiverRules.Default with { ProcessingIds = [.. processingIds] };
        var number = 0;
        return Acknowledgement.For(message, rules.Check(message), () => $"ACK{++number}", At);
    }

    private static Hl7Message Edge(string name) => Hl7File.Read(Corpus.Edge(name)).Value.Messages.First().Value;

    private static string Text(Hl7Message? message) => message is null ? "" : Encoding.UTF8.GetString(message.Original.Span).Replace('\r', '\n');

    [Theory]
    [InlineData("missing-msh10.hl7", "AE", "101", "MSH^1^10")]
    [InlineData("unknown-event.hl7", "AR", "201", "MSH^1^9")]
    [InlineData("unknown-message-type.hl7", "AR", "200", "MSH^1^9")]
    [InlineData("unsupported-version.hl7", "AR", "203", "MSH^1^12")]
    [InlineData("unsupported-processing-id.hl7", "AR", "202", "MSH^1^11")]
    [InlineData("cr.hl7", "AA", "", "")]
    public void Original_mode_answers_once(string name, string code, string error, string location)
    {
        var answers = Answer(Edge(name), "P");

        answers.Accept.ShouldBeNull();
        var answer = answers.Application.ShouldNotBeNull();
        answer.Findings.ShouldBeEmpty();
        (answer.Get("MSA-1").Text, answer.Get("ERR-3").Text, answer.Get("ERR-2").Raw).ShouldBe((code, error, location));
    }

    [Fact]
    public void An_answer_is_a_whole_message_in_the_senders_delimiters() =>
        Text(Answer(Edge("custom-delimiters.hl7")).Application).ShouldBe("MSH#@!$%#RCV#DEST#APP#HOSP#20250115103000+0530##ACK@A01@ACK#ACK1#P#2.5\nMSA#AA#C1\n");

    [Theory]
    [InlineData("enhanced-ack-al-al.hl7", "CA", "AA")]
    [InlineData("enhanced-ack-ne-er.hl7", "", "")]
    public void Enhanced_mode_answers_what_was_asked_for(string name, string accept, string application)
    {
        var answers = Answer(Edge(name));

        (answers.Accept?.Get("MSA-1").Text ?? "", answers.Application?.Get("MSA-1").Text ?? "").ShouldBe((accept, application));
    }

    [Fact]
    public void A_rejection_in_enhanced_mode_is_told_once()
    {
        var answers = Answer(Edge("enhanced-ack-al-al.hl7").With("MSH-12", "9.9"));

        answers.Accept!.Get("MSA-1").Text.ShouldBe("CR");
        answers.Accept.Get("ERR-3").Text.ShouldBe("203");
        answers.Application.ShouldBeNull();
        Answer(Edge("enhanced-ack-ne-er.hl7").With("MSH-12", "9.9")).Application!.Get("MSA-1").Text.ShouldBe("AR");
    }

    [Fact]
    public void Before_version_2_5_the_place_stands_in_the_first_field_of_the_error() =>
        Text(Answer(Edge("cr.hl7").With("MSH-12", "2.3").With("MSH-10", "")).Application).ShouldEndWith(
            "MSA|AE||The message's control id (MSH-10) is missing.\nERR|MSH^1^10^101&Required field missing&HL70357\n");

    [Fact]
    public void Findings_become_errors_with_code_and_place()
    {
        var message = Edge("cr.hl7").With("PID-3[2].5", "NH").With("PV1-2", "?");

        var error = MessageValidator.ToErrors(new MessageValidator(ValidationProfile.Standard).Validate(message)).Single(error => error.Code == 103);

        (error.Severity, error.Path?.ToString(), error.ApplicationCode).ShouldBe((Severity.Warning, "PV1-2", "HL7-0103"));
        Text(Acknowledgement.Of(message, AcknowledgementCode.AE, [error], "1", At)).ShouldContain("ERR||PV1^1^2|103^Table value not found^HL70357|W|HL7-0103|||Patient Class is not in table 0004.");
    }

    [Fact]
    public void Nobody_answers_a_message_without_header() =>
        Should.Throw<ArgumentException>(() => Answer(Edge("no-msh.hl7")));

    [Fact]
    public void Every_message_of_the_corpora_gets_an_answer_that_can_be_read()
    {
        foreach (var file in Corpus.Files())
        {
            foreach (var message in Hl7File.Read(File.ReadAllBytes(file)).Value.Messages.Where(message => message.Value.Header.Exists))
            {
                var answer = Acknowledgement.Of(message.Value, AcknowledgementCode.AA, [], "1", At);
                answer.Get("MSA-2").Raw.ShouldBe(message.Value.Header.Field(10).Raw, file);
                answer.Get("MSH-5").Raw.ShouldBe(message.Value.Header.Field(3).Raw, file);
            }
        }
    }
}
