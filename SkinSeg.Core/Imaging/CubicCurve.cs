namespace SkinSeg.Imaging;

/// <summary>A point on an image, both parts measured in image widths, so that a drawing fits every size of the same image.</summary>
/// <param name="X">From the left side; 1 is the right side.</param>
/// <param name="Y">From the top; height / width is the bottom.</param>
public readonly record struct CurvePoint(double X, double Y);

/// <summary>A cubic Bézier curve.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="FirstControl">Pulls the first third.</param>
/// <param name="SecondControl">Pulls the last third.</param>
/// <param name="End">Where it ends.</param>
public readonly record struct CubicCurve(CurvePoint Start, CurvePoint FirstControl, CurvePoint SecondControl, CurvePoint End)
{
    /// <summary>The point at parameter <paramref name="t"/>, from 0 (start) to 1 (end).</summary>
    public CurvePoint At(double t)
    {
        double s = 1 - t;
        double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
        return new(
            (a * Start.X) + (b * FirstControl.X) + (c * SecondControl.X) + (d * End.X),
            (a * Start.Y) + (b * FirstControl.Y) + (c * SecondControl.Y) + (d * End.Y));
    }

    /// <summary>Length of the control polygon, in image widths: never shorter than the curve.</summary>
    internal double LengthBound => Distance(Start, FirstControl) + Distance(FirstControl, SecondControl) + Distance(SecondControl, End);

    private static double Distance(CurvePoint a, CurvePoint b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
