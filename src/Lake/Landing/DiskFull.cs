namespace Carelake.Lake.Landing;

/// <summary>Tells "no space left" from other failures of a disk.</summary>
public static class DiskFull
{
    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnUnix = 122;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>The disk, or this user's share of it, is full.</summary>
    public static bool Is(IOException exception) => exception.HResult is NoSpaceOnUnix or QuotaOnUnix or NoSpaceOnWindows;
}
