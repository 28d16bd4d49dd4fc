using System.Numerics;
using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>An image small and grey, in its eight turns and mirrorings, with a perceptual hash of each.</summary>
/// <remarks>
/// The hash is the sign of the lowest 8×8 frequencies but the mean, against their median ("pHash": a discrete cosine transform of 32×32 pixels). It changes
/// little with size, compression and brightness. The image is squashed to a square, so that turning the square turns the image.
/// </remarks>
internal sealed class ImageSketch
{
    /// <summary>Rows and columns of the sketch.</summary>
    public const int Side = 64;

    private const int HashSide = 32;
    private const int Frequencies = 8;
    private const double DetailSigma = 6; // pixels of the sketch: a lesion's form is coarser, its texture finer
    private const int Margin = 6;
    private readonly float[] grey;
    private readonly ulong[] hashes;

    private ImageSketch(string id, float[] grey, ulong[] hashes)
    {
        Id = id;
        this.grey = grey;
        this.hashes = hashes;
    }

    public string Id { get; }

    public static ImageSketch Of(string id, RgbImage image)
    {
        using var colors = Mats.View(image.ResizeTo(new ImageSize(Side, Side)));
        using var bytes = new Mat();
        Cv2.CvtColor(colors, bytes, ColorConversionCodes.RGB2GRAY);
        using var mat = new Mat();
        bytes.ConvertTo(mat, MatType.CV_32FC1);
        var hashes = new ulong[8];
        for (int turn = 0; turn < hashes.Length; turn++)
        {
            using var turned = Turn(mat, turn);
            hashes[turn] = Hash(turned);
        }

        return new(id, Mats.Copy<float>(mat, 1), hashes);
    }

    /// <summary>The turn of <paramref name="other"/> whose hash is nearest to this image's, and how many bits differ; of equals the first.</summary>
    public (int Turn, int Distance) Nearest(ImageSketch other)
    {
        (int Turn, int Distance) best = (0, int.MaxValue);
        for (int turn = 0; turn < other.hashes.Length; turn++)
        {
            int distance = BitOperations.PopCount(hashes[0] ^ other.hashes[turn]);
            best = distance < best.Distance ? (turn, distance) : best;
        }

        return best;
    }

    /// <summary>
    /// Correlation in [−1, 1] of the details of this image and of another's turn, after an affine map has laid the one on the other; as they lie where
    /// that is below <paramref name="plain"/>.
    /// </summary>
    public double Similarity(ImageSketch other, int turn, double plain)
    {
        using var left = Mat.FromPixelData(Side, Side, MatType.CV_32FC1, grey);
        using var whole = Mat.FromPixelData(Side, Side, MatType.CV_32FC1, other.grey);
        using var right = Turn(whole, turn);
        double before = DetailCorrelation(left, right); // an alignment that went astray must not hide a plain copy
        if (before < plain)
        {
            return before;
        }

        using var laid = LaidOn(left, right);
        return laid is null ? before : Math.Max(before, DetailCorrelation(left, laid));
    }

    // ECC (Evangelidis and Psarakis 2008) does not see brightness and contrast.
    private static Mat? LaidOn(Mat left, Mat right)
    {
        using var map = Mat.Eye(2, 3, MatType.CV_32FC1).ToMat();
        try
        {
            Cv2.FindTransformECC(left, right, map, MotionTypes.Affine, new TermCriteria(CriteriaTypes.Count | CriteriaTypes.Eps, 60, 1e-5));
        }
        catch (OpenCVException)
        {
            return null; // nothing in common to climb by
        }

        var laid = new Mat();
        Cv2.WarpAffine(right, laid, map, left.Size(), InterpolationFlags.Linear | InterpolationFlags.WarpInverseMap, BorderTypes.Reflect101);
        return laid;
    }

    private static double DetailCorrelation(Mat left, Mat right)
    {
        using var a = Detail(left);
        using var b = Detail(right);
        using var result = new Mat();
        Cv2.MatchTemplate(a, b, result, TemplateMatchModes.CCoeffNormed);
        double correlation = result.At<float>(0, 0);
        return double.IsFinite(correlation) ? Math.Clamp(correlation, -1, 1) : 0;
    }

    private static Mat Detail(Mat image)
    {
        using var coarse = new Mat();
        Cv2.GaussianBlur(image, coarse, default, DetailSigma);
        using var detail = new Mat();
        Cv2.Subtract(image, coarse, detail);
        using var middle = detail[Margin, Side - Margin, Margin, Side - Margin];
        return middle.Clone();
    }

    private static Mat Turn(Mat mat, int turn)
    {
        using var mirrored = turn >= 4 ? mat.Flip(FlipMode.Y) : mat.Clone();
        var turned = new Mat();
        if (turn % 4 == 0)
        {
            mirrored.CopyTo(turned);
        }
        else
        {
            Cv2.Rotate(mirrored, turned, (RotateFlags)((turn % 4) - 1));
        }

        return turned;
    }

    private static ulong Hash(Mat image)
    {
        using var small = new Mat();
        Cv2.Resize(image, small, new(HashSide, HashSide), 0, 0, InterpolationFlags.Area);
        using var frequencies = new Mat();
        Cv2.Dct(small, frequencies);
        using var low = frequencies[0, Frequencies, 0, Frequencies];
        float[] values = Mats.Copy<float>(low, 1)[1..]; // without the mean
        float median = values.Order().ElementAt(values.Length / 2);
        return values.Aggregate(0UL, (hash, value) => (hash << 1) | (value > median ? 1UL : 0UL));
    }
}
