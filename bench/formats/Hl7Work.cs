using Carelake.Hl7v2;

namespace Carelake.FormatBench;

/// <summary>ADT messages out of files that hold many, each in an array of its own, as frames bring them.</summary>
internal static class Hl7Work
{
    /// <summary>Parsed, and the fields of <see cref="AdtFields"/> decoded.</summary>
    public static Workload Adt(string[] files) => OverMessages(files, AdtFields.Decode);

    /// <summary>Segments and fields split, nothing decoded.</summary>
    public static Workload Index(string[] files) => OverMessages(files, static bytes => Hl7Message.Parse(bytes).Value.Segments.Count);

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
