using OpenCvSharp;

namespace SkinSeg.Imaging;

/// <summary>Lets OpenCV's operations use one thread each while somebody works on many images at once, and sets the number back afterwards.</summary>
/// <remarks>
/// The number is the process's, and OpenCV takes its threads down when it changes, which breaks operations that are under way. So whoever comes first
/// sets it before starting threads, whoever leaves last sets it back, and nobody in between touches it.
/// </remarks>
internal sealed class OpenCvThreads : IDisposable
{
    private static readonly Lock Gate = new();
    private static int users;
    private static int before;

    private bool isDone;

    /// <summary>From now on one thread each.</summary>
    public OpenCvThreads()
    {
        lock (Gate)
        {
            if (users++ == 0)
            {
                before = Cv2.GetNumThreads();
                Cv2.SetNumThreads(1);
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (!isDone && --users == 0)
            {
                Cv2.SetNumThreads(before);
            }

            isDone = true;
        }
    }
}
