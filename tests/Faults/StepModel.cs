namespace Carelake.Tests.Faults;

/// <summary>What the steps of the fault writer come to, in memory.</summary>
internal sealed class StepModel
{
    private long _next;

    public SortedDictionary<long, long> Rows { get; } = [];

    public void AdvanceTo(long last)
    {
        for (; _next <= last; _next++) Take(_next);
    }

    private void Take(long step)
    {
        var first = step * 10;
        switch (step % 5)
        {
            case 2:
                for (var id = first - 20; id < first - 15; id++) Rows[id] = step;
                Rows[first] = step;
                break;
            case 3:
                for (var id = first - 25; id <= first - 23; id++) Rows.Remove(id);
                break;
            case 4:
                break;
            default:
                for (var id = first; id < first + 10; id++) Rows[id] = step;
                break;
        }
    }
}
