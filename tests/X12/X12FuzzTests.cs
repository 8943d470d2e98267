using Carelake.Tests.Fuzz;
using Carelake.X12;

namespace Carelake.Tests.X12;

public sealed class X12FuzzTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void No_input_makes_the_parser_throw() =>
        FuzzRun.Of(Corpus.Files().Where(file => file.Bytes.Length < 20_000).Select(file => file.Bytes), "*~:^>|\r\n\u001d"u8, Try);

    private static void Try(byte[] input)
    {
        var parser = new X12Parser(new X12Acknowledger(new X12AcknowledgementOptions(DateTimeOffset.UnixEpoch), _ => { }, new X12TransactionSetCollector(_ => { })));
        var half = input.Length / 2;
        parser.Feed(input.AsSpan(0, half));
        parser.Feed(input.AsSpan(half));
        parser.Complete();
    }
}
