using System.Buffers;
using System.Text;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class MllpReaderTests
{
    private const int Limit = 1 << 20;

    private static (List<byte[]> Messages, List<MllpEvent> Events) Read(MllpReader reader, params IEnumerable<byte[]> pieces)
    {
        var messages = new List<byte[]>();
        var events = new List<MllpEvent>();
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> rest = piece;
            for (var found = reader.Read(ref rest, out var message); found != MllpEvent.NeedsMore; found = reader.Read(ref rest, out message))
            {
                if (found == MllpEvent.Message) messages.Add(message.ToArray());
                else events.Add(found);
            }
            rest.Length.ShouldBe(0);
        }
        return (messages, events);
    }

    private static List<string> Texts(IEnumerable<byte[]> messages) => [.. messages.Select(Encoding.Latin1.GetString)];

    private static byte[] Frame(params byte[][] messages)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var message in messages) Mllp.Write(message, output);
        return output.WrittenSpan.ToArray();
    }

    [Theory]
    [InlineData("mllp-framed.bin", 1)]
    [InlineData("mllp-two-frames-with-noise.bin", 2)]
    [InlineData("mllp-missing-end-block.bin", 0)]
    [InlineData("mllp-fs-without-cr.bin", 2)]
    public void The_edge_cases_give_their_frames(string name, int count)
    {
        var reader = new MllpReader(Limit);

        var (messages, _) = Read(reader, Corpus.Edge(name));
        if (reader.TakeIdle(out var last)) messages.Add(last.ToArray());

        messages.Count.ShouldBe(count);
        reader.IsInFrame.ShouldBe(count == 0);
        messages.Select(message => Hl7Message.Parse(message).Value.ControlId).ShouldBe(Enumerable.Range(1, count).Select(number => $"MSGA000{number}"));
    }

    [Fact]
    public void A_strict_reader_takes_no_frame_without_its_carriage_return() =>
        Read(new MllpReader(Limit, isStrict: true), Corpus.Edge("mllp-fs-without-cr.bin")).Events.ShouldContain(MllpEvent.BadEnd);

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_messages()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var sent = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Payload(random)).ToArray();
            var bytes = Frame(sent);

            var (messages, events) = Read(new MllpReader(Limit), Split(bytes, random));

            Texts(messages).ShouldBe(Texts(sent));
            events.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Any_split_of_broken_bytes_gives_the_same_messages_and_events()
    {
        byte[] alphabet = [Mllp.StartBlock, Mllp.EndBlock, Mllp.CarriageReturn, (byte)'a', (byte)'\n'];
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]).ToArray();

            var whole = Read(new MllpReader(8), bytes);
            var pieces = Read(new MllpReader(8), bytes.Select(one => new[] { one }));

            Texts(pieces.Messages).ShouldBe(Texts(whole.Messages));
            // Noise is told once a piece.
            pieces.Events.Where(found => found != MllpEvent.Noise).ShouldBe(whole.Events.Where(found => found != MllpEvent.Noise));
        }
    }

    [Fact]
    public void A_frame_that_grows_too_long_is_dropped_and_the_next_one_read()
    {
        var (messages, events) = Read(new MllpReader(4), Split(Frame("too long"u8.ToArray(), "fits"u8.ToArray()), new Random(3)));

        Texts(messages).ShouldBe(["fits"]);
        events.ShouldBe([MllpEvent.TooLong]);
        ReadOnlySpan<byte> bytes = Frame("too long"u8.ToArray());
        new MllpReader(4).Read(ref bytes, out var beginning).ShouldBe(MllpEvent.TooLong);
        Texts([beginning.ToArray()]).ShouldBe(["too long"]);
    }

    [Fact]
    public void A_frame_inside_a_frame_drops_the_first()
    {
        var (messages, events) = Read(new MllpReader(Limit), [.. "\u000Bcut"u8, .. Frame("whole"u8.ToArray())]);

        Texts(messages).ShouldBe(["whole"]);
        events.ShouldBe([MllpEvent.Restarted]);
    }

    [Fact]
    public void What_holds_a_frame_character_is_not_framed() => Should.Throw<ArgumentException>(() => Frame([Mllp.EndBlock]));

    private static byte[] Payload(Random random)
    {
        var text = new byte[random.Next(60)];
        for (var index = 0; index < text.Length; index++) text[index] = (byte)random.Next(' ', 256);
        if (text.Length > 0) text[^1] = Mllp.CarriageReturn;
        return text;
    }

    private static List<byte[]> Split(byte[] bytes, Random random)
    {
        var pieces = new List<byte[]>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, 1 + random.Next(1, 40)), bytes.Length - at);
            pieces.Add(bytes[at..(at + length)]);
            at += length;
        }
        return pieces;
    }
}
