using Carelake.Hl7v2;

namespace Carelake.FormatBench;

/// <summary>ADT messages out of files that hold many, each in an array of its own, as frames bring them.</summary>
internal static class Hl7Work
{
    /// <summary>Parsed, and the fields of <see cref="AdtFields"/> decoded.</summary>
    public static Workload Adt(string[] files) => OverMessages(files, AdtFields.Decode);

    /// <summary>Segments and fields split, nothing decoded.</summary>
    public static Workload Index(string[] files) => OverMessages(files, static bytes => Hl7Message.Parse(bytes).Value.Segments.Count);

    /// <summary>Every component of every repetition of every field as a text: what @medplum/core makes of a message before anything is asked of it.</summary>
    public static Workload Texts(string[] files) => OverMessages(files, static bytes =>
    {
        long sum = 0;
        foreach (var segment in Hl7Message.Parse(bytes).Value.Segments)
        {
            for (var number = 1; number <= segment.FieldCount; number++) sum += Texts(segment.Field(number));
        }
        return sum;
    });

    private static long Texts(Field field)
    {
        long sum = 0;
        for (var repetition = 1; repetition <= field.RepetitionCount; repetition++)
        {
            var value = field.Repetition(repetition);
            for (var component = 1; component <= value.ComponentCount; component++) sum += value.Component(component).WholeText.Length;
        }
        return sum;
    }

    private static Workload OverMessages(string[] files, Func<ReadOnlyMemory<byte>, long> decode)
    {
        var messages = files.SelectMany(file => Hl7File.Read(File.ReadAllBytes(file)).Value.Messages)
            .Where(message => message.Value.MessageCode == "ADT").Select(message => message.Value.Original.ToArray()).ToArray();
        return new(messages.Length, messages.Sum(message => (long)message.Length), () =>
        {
            long sum = 0;
            foreach (var message in messages) sum += decode(message);
            return sum;
        });
    }
}
