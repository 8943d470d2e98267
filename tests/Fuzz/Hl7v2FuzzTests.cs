using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Tests.Hl7v2;

namespace Carelake.Tests.Fuzz;

[Trait("Speed", "Slow")]
public sealed class Hl7v2FuzzTests
{
    private static readonly DateTimeOffset At = new(2025, 1, 15, 10, 30, 0, TimeSpan.Zero);
    private const int LongestSeed = 20_000;

    [Fact]
    public void Nothing_breaks_the_reader_the_views_the_checks_or_the_answers()
    {
        var validator = new MessageValidator(ValidationProfile.Standard);
        var turn = 0;
        FuzzRun.Of(Seeds(), "|^~\\&#\r\n\"\u000B\u001C\0\u001BMXCZ"u8, input =>
        {
            foreach (var message in Hl7File.Read(input).Value.Messages) Use(message, validator, turn++ % 16 == 0);
        });
    }

    [Fact]
    public void Nothing_breaks_the_frame_reader() =>
        FuzzRun.Of(Seeds().Where(seed => seed.Length < 2_000), "\u000B\u001C\r"u8, input =>
        {
            ReadOnlySpan<byte> rest = input;
            var reader = new MllpReader(1_000);
            while (reader.Read(ref rest, out _) != MllpEvent.NeedsMore) reader.HeldBytes.ShouldBeLessThanOrEqualTo(1_000);
        });

    // The large files of the corpora would make nearly every input a copy of them.
    private static IEnumerable<byte[]> Seeds() => Corpus.Files().Select(File.ReadAllBytes).Where(bytes => bytes.Length < LongestSeed);

    private static void Use(Parsed<Hl7Message> parsed, MessageValidator validator, bool isThorough)
    {
        var message = parsed.Value;
        foreach (var segment in message.Segments)
            for (var number = 1; number <= Math.Min(segment.FieldCount, 40); number++)
                _ = segment.Field(number).WholeText.Length + segment.Field(number).Component(2).Text.Length;
        _ = AdtMessage.Of(message).Patients.Length;
        if (!isThorough) return;
        _ = validator.Validate(message).Length + GroupedMessage.Of(message).Root.Groups.Count + OruMessage.Of(message).Results.Length + DftMessage.Of(message).Charges.Length;
        if (message.Header.Exists) _ = Acknowledgement.For(message, ReceiverRules.Default.Check(message), () => "1", At);
    }
}
