using System.Text;
using Carelake.Hl7v2;
using FsCheck;
using FsCheck.Fluent;

namespace Carelake.Tests.Hl7v2;

public sealed class RoundTripTests
{
    private const string Header = "MSH|^~\\&|A|B|C|D|20250101||ADT^A01|1|P|2.5.1\r";

    // Every character that means something, and some that take two to four bytes.
    private static readonly Gen<string> Texts =
        Gen.Elements("|", "^", "~", "\\", "&", "\r", "\n", "a", "Z", " ", "ü", "張", "\U0001F3E5", "X0D", ".br", "\"").ListOf().Select(string.Concat);

    [Fact]
    public void What_is_written_is_what_is_read() =>
        Prop.ForAll(Texts.ListOf().Where(texts => texts.Count is > 0 and < 12).ToArbitrary(), texts =>
        {
            var writer = new Hl7Writer();
            writer.Segment("MSH", "A", "B", "C", "D", "20250101", "", "ADT^A01", "1", "P", "2.5.1", "", "", "", "", "", "UNICODE UTF-8");
            writer.Segment("ZZZ", [.. texts.Select(text => writer.Components("x", text, "y"))]);

            var message = Hl7Message.Parse(writer.ToBytes()).Value;

            message.Segments.Count.ShouldBe(2);
            for (var index = 0; index < texts.Count; index++)
                message.Segment("ZZZ").Field(index + 1).Component(2).WholeText.ShouldBe(texts[index] == "\"\"" ? "" : texts[index]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_set_is_what_is_got_and_the_rest_stays() =>
        Prop.ForAll(
            Texts.ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), Gen.Elements("", ".2", ".3.2", "[2].1", "[3]").ToArbitrary(),
            (text, field, level) =>
            {
                var before = Hl7Message.Parse(Encoding.UTF8.GetBytes(Header + "PID|1||M1^^^H&1~M2||DOE^J\rZZZ|z\r")).Value;
                var path = $"PID-{field}{level}";

                var after = before.With(path, text);

                if (text != "\"\"") after.Get(path).WholeText.ShouldBe(text);
                after.Segment("ZZZ").Bytes.ToArray().ShouldBe(before.Segment("ZZZ").Bytes.ToArray());
                for (var other = 1; other <= 9; other++)
                    if (other != field) after.Segment("PID").Field(other).Raw.ShouldBe(before.Segment("PID").Field(other).Raw);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Setting_a_value_to_itself_changes_no_byte_of_any_corpus_message()
    {
        foreach (var file in Corpus.Files())
        {
            foreach (var message in Hl7File.Read(File.ReadAllBytes(file)).Value.Messages.Select(message => message.Value).Take(20))
            {
                if (!message.Header.Field(10).HasValue || !message.Header.Exists) continue;
                var same = message.WithRaw("MSH-10", message.Header.Field(10).Raw);
                // ADD segments are joined to what they continue when a message is changed.
                if (!file.EndsWith("adt-add-continuation.hl7", StringComparison.Ordinal)) same.Original.ToArray().ShouldBe(message.Original.ToArray(), file);
                same.Segments.Count.ShouldBe(message.Segments.Count, file);
            }
        }
    }
}
