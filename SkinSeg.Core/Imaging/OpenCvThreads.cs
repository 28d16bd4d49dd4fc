using OpenCvSharp;

namespace SkinSeg.Imaging;

/// <summary>Sets how many threads one OpenCV operation may use, and sets it back. The number is the process's.</summary>
/// <remarks>Where several threads work on images of their own, threads within an operation only get in each other's way.</remarks>
internal sealed class OpenCvThreads : IDisposable
{
    private readonly int before = Cv2.GetNumThreads();

    public OpenCvThreads(int count) => Cv2.SetNumThreads(count);

    public void Dispose() => Cv2.SetNumThreads(before);
}
