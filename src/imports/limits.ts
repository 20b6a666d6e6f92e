const megabyte = 1024 ** 2;

/** What an import reads at most. Each is well above the largest file that we know, and well below what would do harm. */
export const limits = {
  /** Files in one zip or folder: Code-Point Open has 130, OS Open Names 820. */
  parts: 5_000,
  /** One file, unpacked: the ONS Postcode Directory is 1.3 GB. Larger plain files are read all the same: they stream. */
  part_bytes: 8 * 1024 * megabyte,
  /** All files of a zip together, unpacked: the ONS Postcode Directory with all its documents and copies is 4 GB. */
  total_bytes: 16 * 1024 * megabyte,
  /** Unpacked to packed size: real CSV files come to 10 to 30; a zip bomb to about 1,000. */
  ratio: 200,
  /** Small files of one letter over and over may compress better than `ratio`, and do no harm. */
  always_fine_bytes: 10 * megabyte,
  /** One row of a CSV. A longer one means a quote that was never closed, or that the file is no CSV. */
  row_bytes: megabyte,
} as const;
