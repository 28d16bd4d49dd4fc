using System.Globalization;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Uneven light: the image times a gradient, along an axis or around a point (section II-A-3; factors 0.6–1.2 by facts.md §6.3 #37).</summary>
/// <param name="Field">The light, axial or radial; it fits images of any size.</param>
public sealed record Illumination(LightField Field) : IPixelChange
{
    private const int FractionBits = 16;
    private const int LargestFactor = 100; // 255 times more would not fit an int

    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Illumination;

    // Both shapes are the sum of a part by column and a part by row, so that a pixel costs one addition and three products.
    void IPixelChange.Apply(byte[] values, ImageSize size)
    {
        var (columns, rows) = Field.Parts(size);
        int[] byColumn = Array.ConvertAll(columns, Fixed);
        for (int row = 0, i = 0; row < rows.Length; row++)
        {
            int byRow = Fixed(rows[row]);
            foreach (int part in byColumn)
            {
                int factor = Math.Clamp(part + byRow, 0, LargestFactor << FractionBits);
                values[i] = Lit(values[i], factor);
                values[i + 1] = Lit(values[i + 1], factor);
                values[i + 2] = Lit(values[i + 2], factor);
                i += 3;
            }
        }
    }

    /// <summary>For example <c>light 1.10 to 0.70 at 35°</c> or <c>light 0.80 at (0.25, 0.60), 1.15 far</c>.</summary>
    public override string ToString() => Field.Kind == LightFieldKind.Axial
        ? string.Create(CultureInfo.InvariantCulture, $"light {Field.Near:F2} to {Field.Far:F2} at {Field.AngleDegrees:F0}°")
        : string.Create(CultureInfo.InvariantCulture, $"light {Field.Near:F2} at ({Field.Center.X:F2}, {Field.Center.Y:F2}), {Field.Far:F2} far");

    private static int Fixed(double factor) => (int)Math.Round(factor * (1 << FractionBits));

    private static byte Lit(byte value, int factor) => (byte)Math.Clamp(((value * factor) + (1 << (FractionBits - 1))) >> FractionBits, 0, 255);
}
